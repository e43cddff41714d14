export { authentication, type Callers, type SecretSource } from './authentication.ts';
export { pauseRoutes } from './pause-routes.ts';
export { noSuchPolicy, type Problem, problem } from './problem.ts';
