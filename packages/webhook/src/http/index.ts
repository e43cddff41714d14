export { bearerAuthentication, type TokenSource } from './authentication.ts';
export { type Problem, problem } from './problem.ts';
