/** As many bytes of a message as `events.k8s.io/v1` takes as `note`. */
const noteBytes = 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The message, cut at a character and ended with `…` where the API server would refuse it. */
export function cutNote(message: string): string {
  const bytes = encoder.encode(message);
  if (bytes.length <= noteBytes) return message;
  const mark = '…';
  let end = noteBytes - encoder.encode(mark).length;
  while (isContinuation(bytes[end])) end--;
  return decoder.decode(bytes.subarray(0, end)) + mark;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
