export {
  byTag,
  list,
  mapped,
  named,
  object,
  optional,
  pair,
  scalarOr,
  word,
} from './collections.ts';
export {
  choice,
  countOrPercent,
  flag,
  instant,
  integer,
  number,
  scalar,
  share,
  span,
  text,
} from './scalars.ts';
export {
  about,
  type JsonSchema,
  type Read,
  type Report,
  type Shape,
  type ShapeProblem,
} from './shape.ts';
