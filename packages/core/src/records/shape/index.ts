export {
  byMember,
  byTag,
  dictionary,
  list,
  nullable,
  optional,
  struct,
} from './collections.ts';
export { Misfit } from './misfit.ts';
export { boolean, milli, number, oneOf, text, writeNumber } from './scalars.ts';
export type { Shape } from './shape.ts';
