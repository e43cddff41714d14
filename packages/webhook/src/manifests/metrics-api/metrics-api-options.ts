import type { GroupResource } from '@flyball/core';
import type { ServiceAccountReference } from '../access-manifests.ts';

/** How a cluster reaches the metrics API, and what it may do there. */
export interface MetricsApiManifestOptions {
  /** Who the server is. */
  readonly serviceAccount: ServiceAccountReference;
  /** The Service in front of it. */
  readonly service: {
    readonly namespace: string;
    readonly name: string;
    /** 443 unless said otherwise. */
    readonly port?: number;
  };
  /** How the API server verifies it. */
  readonly trust: ServerTrust;
  /** Register external.metrics.k8s.io as well; only one may own it, and KEDA may do so. */
  readonly external?: boolean;
  /** What metrics are asked of by selector, as HorizontalPodAutoscalers do of pods; pods by default. */
  readonly selected?: readonly GroupResource[];
}

export type ServerTrust =
  | {
      readonly kind: 'authority';
      /** Of whoever has signed the server's certificate, in PEM. */
      readonly authority: string;
    }
  | {
      /** cert-manager puts the authority in, from a Certificate in the Service's namespace. */
      readonly kind: 'cert-manager';
      readonly certificate: string;
    }
  /** Anybody who can pose as the Service in the cluster's network can answer for it. */
  | { readonly kind: 'unverified' };

/** What every object of ours carries. */
export const labels: Readonly<Record<string, string>> = {
  'app.kubernetes.io/managed-by': 'flyball',
};
