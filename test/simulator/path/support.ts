import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Adapter,
  type AdapterCompatibility,
  compileAdapter,
  compilePolicy,
  type HorizontalPodAutoscaler,
  type Policy,
  readAdapterFile,
} from '@flyball/core';
import type { ScrapeTarget } from '@flyball/simulator';

export const SECOND = 1000;

const example = path.join(import.meta.dirname, '../../../examples/kong-tutorial');

/** The tutorial's rules of prometheus-adapter, unchanged. */
export function tutorialAdapter(compatibility: AdapterCompatibility): Adapter {
  const reading = readAdapterFile(readFileSync(path.join(example, 'values.yaml'), 'utf8'));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return compileAdapter(reading.config, { compatibility });
}

/** The tutorial's policy: a latency of 40 ms, 1 to 10 replicas. */
export const tutorialManifest: HorizontalPodAutoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'command', namespace: 'kong' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
    minReplicas: 1,
    maxReplicas: 10,
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 1,
        policies: [{ type: 'Percent', value: 100, periodSeconds: 10 }],
      },
      scaleUp: {
        stabilizationWindowSeconds: 1,
        policies: [
          { type: 'Percent', value: 100, periodSeconds: 2 },
          { type: 'Pods', value: 4, periodSeconds: 2 },
        ],
        selectPolicy: 'Max',
      },
    },
    metrics: [
      {
        type: 'Object',
        object: {
          metric: { name: 'kong_upstream_latency_ms_60s_average' },
          describedObject: { apiVersion: 'v1', kind: 'Service', name: 'command' },
          target: { type: 'Value', value: '40' },
        },
      },
    ],
  },
};

export function tutorialPolicy(): Policy {
  return compilePolicy(tutorialManifest);
}

const labels = { exported_namespace: 'kong', exported_service: 'command' };
const sum = { labels: { __name__: 'kong_upstream_latency_ms_sum', ...labels } };
const count = { labels: { __name__: 'kong_upstream_latency_ms_count', ...labels } };

/**
 * Kong before a service that gets 10 requests a second: their latency in milliseconds by the instant,
 * null for no traffic. Its counters are those of the real one after the whole seconds until then.
 */
export function kong(latencyAt: (second: number) => number | null): ScrapeTarget {
  let second = 0;
  let total = 0;
  let requests = 0;
  return {
    name: '10.0.0.1:8443',
    labels: {
      instance: '10.0.0.1:8443',
      kubernetes_namespace: 'kong',
      kubernetes_name: 'command',
      kubernetes_kind: 'Service',
    },
    expose(page, at) {
      for (; second < Math.floor(at / SECOND); second++) {
        const latency = latencyAt(second);
        if (latency === null) continue;
        requests += 10;
        total += 10 * latency;
      }
      page.sample(sum, total);
      page.sample(count, requests);
      return true;
    },
  };
}
