export { goLowerCase } from './lower-case.ts';
export { goTrimSpace } from './trim.ts';
export { utf8Length } from './utf8.ts';
