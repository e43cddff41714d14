import type { Configuration } from './configuration.js';
import type { RequestContext } from './http.js';

interface TokenReview {
  spec: { token?: string };
}

export declare class AuthenticationV1ApiRequestFactory {
  constructor(configuration: Configuration);
  createTokenReview(body: TokenReview): Promise<RequestContext>;
}
