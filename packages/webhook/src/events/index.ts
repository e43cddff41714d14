export { cutNote } from './event-note.ts';
export { EventSeries } from './event-series.ts';
