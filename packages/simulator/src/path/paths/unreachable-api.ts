import type { Reading } from '@flyball/core';

/** What the controller reads while nobody answers for a metrics API, in the API server's words. */
export function unreachableApi(): Reading {
  const message = 'the server is currently unable to handle the request';
  return { error: { reason: 'ServiceUnavailable', message } };
}
