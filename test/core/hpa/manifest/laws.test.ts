import {
  answerCreate,
  defaultHorizontalPodAutoscaler,
  readDocuments,
  readHorizontalPodAutoscaler,
  readHorizontalPodAutoscalerNode,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryAutoscaler } from '../../../support/arbitrary-autoscaler.ts';

function answer(manifest: unknown, namespace = 'default') {
  const body = JSON.stringify(manifest);
  return answerCreate({ endpoint: 'autoscaling/v2', namespace, body });
}

/** The namespace of the manifest, or the one it gets. */
function namespaceOf(manifest: object): string {
  const { metadata } = manifest as { readonly metadata?: { readonly namespace?: unknown } | null };
  const namespace = metadata?.namespace;
  return typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
}

/** A manifest with any JSON value put in anywhere. */
const damaged = fc
  .tuple(arbitraryAutoscaler, fc.array(fc.nat(9), { maxLength: 7 }), fc.jsonValue({ maxDepth: 2 }))
  .map(([manifest, steps, value]) => replaced(JSON.parse(JSON.stringify(manifest)), steps, value));

function replaced(target: unknown, [step, ...rest]: readonly number[], value: unknown): unknown {
  if (step === undefined || typeof target !== 'object' || target === null) return value;
  const keys = Object.keys(target);
  const key = keys[step % (keys.length + 1)] ?? 'extra';
  const changed = replaced(Object.entries(target).find(([name]) => name === key)?.[1], rest, value);
  return Array.isArray(target)
    ? target.map((item, index) => (`${index}` === key ? changed : item))
    : { ...target, [key]: changed };
}

describe('laws', () => {
  it('defaulting twice is defaulting once', () => {
    fc.assert(
      fc.property(arbitraryAutoscaler, (autoscaler) => {
        const once = defaultHorizontalPodAutoscaler(autoscaler);
        expect(defaultHorizontalPodAutoscaler(once)).toEqual(once);
      }),
    );
  });

  it('a valid object stays valid with its defaults, and reading adds exactly these', () => {
    fc.assert(
      fc.property(arbitraryAutoscaler, (autoscaler) => {
        const reading = readHorizontalPodAutoscaler(autoscaler);
        expect(reading).toMatchObject({ ok: true, findings: [] });
        const defaulted = readHorizontalPodAutoscaler(defaultHorizontalPodAutoscaler(autoscaler));
        expect(defaulted).toEqual(reading);
      }),
    );
  });

  it('what was read can be written as JSON and read again without a change', () => {
    fc.assert(
      fc.property(arbitraryAutoscaler, (autoscaler) => {
        const reading = readHorizontalPodAutoscaler(autoscaler);
        const written = reading.ok ? JSON.parse(JSON.stringify(reading.autoscaler)) : undefined;
        expect(reading.ok && reading.autoscaler).toEqual(written);
        expect(readHorizontalPodAutoscaler(written)).toEqual(reading);
      }),
    );
  });

  it('a document and its plain value are read alike', () => {
    fc.assert(
      fc.property(damaged, (manifest) => {
        const [document] = readDocuments(JSON.stringify(manifest, null, 2), {
          dialect: 'kubernetes',
        });
        const { root } = document ?? {};
        expect(root && readHorizontalPodAutoscalerNode(root)).toEqual(
          // JSON has no -0.
          readHorizontalPodAutoscaler(JSON.parse(JSON.stringify(manifest))),
        );
      }),
    );
  });

  it('no JSON value makes reading or answering throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), damaged), (manifest) => {
        const reading = readHorizontalPodAutoscaler(manifest);
        const { refusal } = answer(manifest);
        expect(typeof reading.ok).toBe('boolean');
        expect(refusal?.message ?? '').toEqual(expect.any(String));
      }),
      { numRuns: 1000 },
    );
  });

  it('a damaged v2 manifest is read exactly if the API server accepts it', () => {
    const kinds = fc.constant({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' });
    fc.assert(
      fc.property(damaged, kinds, (manifest, kind) => {
        fc.pre(typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest));
        const whole = { ...manifest, ...kind };
        const reading = readHorizontalPodAutoscaler(whole);
        const { refusal } = answer(whole, namespaceOf(whole));
        expect(reading.ok).toBe(refusal === undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('every error names a place, what is wrong, and is told once', () => {
    fc.assert(
      fc.property(damaged, (manifest) => {
        const reading = readHorizontalPodAutoscaler(manifest);
        const errors = reading.ok ? reading.findings : [...reading.errors, ...reading.findings];
        for (const { field, path, message } of errors) {
          expect(path.length === 0 || field !== '').toBe(true);
          expect(message.length).toBeGreaterThan(field.length);
        }
        const messages = errors.map(({ message }) => message);
        expect(new Set(messages).size).toBe(messages.length);
      }),
    );
  });
});
