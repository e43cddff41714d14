export { type CsvOptions, readCsv } from './csv.ts';
export { readJson, readNdjson } from './json.ts';
export { type Measure, type RecordedLoad, RecordedLoadError } from './recorded-load.ts';
