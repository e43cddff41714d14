import type { Configuration } from './configuration.js';
import type { RequestContext } from './http.js';

interface SubjectAccessReview {
  spec: {
    user?: string;
    uid?: string;
    groups?: string[];
    extra?: { [key: string]: string[] };
    resourceAttributes?: {
      verb?: string;
      group?: string;
      version?: string;
      namespace?: string;
      resource?: string;
      subresource?: string;
      name?: string;
    };
    nonResourceAttributes?: { verb?: string; path?: string };
  };
}

export declare class AuthorizationV1ApiRequestFactory {
  constructor(configuration: Configuration);
  createSubjectAccessReview(body: SubjectAccessReview): Promise<RequestContext>;
}
