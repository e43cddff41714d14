export {
  type DecisionRecord,
  type RecordedDecision,
  type RecordedLook,
  type RecordedObservation,
  type RecordedWrite,
  recordedDecision,
  recordedObservation,
  type WriteOutcome,
} from './decision-record.ts';
export type { PolicyRecord, RecordedPolicy } from './policy-record.ts';
export { type RecordReading, readRecord } from './read-record.ts';
export { formatRecordProblem, type RecordProblem } from './record-problem.ts';
export { type RecordedLine, RecordReader } from './record-reader.ts';
export { RecordWriter } from './record-writer.ts';
export { type Replay, type ReplayDifference, replayRecord } from './replay-record.ts';
