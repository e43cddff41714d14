export { cutNote } from './event-note.ts';
export { EventSeries, seriesWindowMs } from './event-series.ts';
