export declare enum HttpMethod {
  GET = 'GET',
}

export declare class RequestContext {
  getUrl(): string;
  getHttpMethod(): string;
  getHeaders(): Record<string, string>;
  getBody(): unknown;
  setHeaderParam(key: string, value: string): void;
}
