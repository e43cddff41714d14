export { authentication, type Callers, type SecretSource } from './authentication.ts';
export { type Problem, problem } from './problem.ts';
