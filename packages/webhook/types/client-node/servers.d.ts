import type { HttpMethod, RequestContext } from './http.js';

export declare class ServerConfiguration<Variables extends Record<string, string>> {
  constructor(url: string, variableConfiguration: Variables);
  makeRequestContext(endpoint: string, httpMethod: HttpMethod): RequestContext;
}
