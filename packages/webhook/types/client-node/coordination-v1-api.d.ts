import type { Configuration } from './configuration.js';
import type { RequestContext } from './http.js';

interface Lease {
  metadata: { name: string; namespace: string; labels: { [key: string]: string } };
  spec: {
    holderIdentity: string;
    leaseDurationSeconds: number;
    acquireTime: Date;
    renewTime: Date;
    leaseTransitions: number;
  };
}

export declare class CoordinationV1ApiRequestFactory {
  constructor(configuration: Configuration);
  readNamespacedLease(name: string, namespace: string): Promise<RequestContext>;
  createNamespacedLease(
    namespace: string,
    body: Lease,
    pretty?: string,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
  patchNamespacedLease(
    name: string,
    namespace: string,
    body: unknown,
    pretty?: string,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
}
