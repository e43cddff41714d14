export { type CsvOptions, readCsv } from './csv.ts';
export { readJson, readNdjson } from './json.ts';
export { type LoadUnit, type RecordedLoad, RecordedLoadError } from './recorded-load.ts';
