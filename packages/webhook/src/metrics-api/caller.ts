import type { ClientCertificate } from './client-certificate.ts';

/** Each header as one line, in the order in which they came; names in any case. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** What the connection tells of a request, besides the request itself. */
export interface Caller {
  readonly certificate?: ClientCertificate;
  /** As they were sent: joining repeated ones would make two groups of one that holds a comma. */
  readonly headers: HeaderLines;
}
