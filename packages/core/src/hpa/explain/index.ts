export { explain, explainLines, headline } from './explain.ts';
export type { Line } from './line.ts';
