export { bearerAuthentication } from './authentication.ts';
export { type Problem, problem } from './problem.ts';
