export { goLowerCase } from './lower-case.ts';
export { utf8Length } from './utf8.ts';
