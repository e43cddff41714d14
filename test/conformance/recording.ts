import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * The lines of a recording, `.ndjson.gz` or plain, as text without their line feed. Split on the
 * line feed alone: strings may hold U+2028, at which other splitters cut.
 */
export function* recordedLines(file: string): Generator<string> {
  const raw = readFileSync(file);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    yield bytes.toString('utf8', start, end);
    start = end + 1;
  }
}
