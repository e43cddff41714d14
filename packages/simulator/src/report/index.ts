export { runChart } from './chart.ts';
export { comparisonText } from './comparison-text.ts';
export { comparisonCsv, comparisonJson, comparisonNdjson } from './data.ts';
export { formatLatency, formatNumber, formatShare, formatSpan } from './format.ts';
export { runText } from './run-text.ts';
