import type { Rescale, RescaleOutcome } from '@flyball/core';
import {
  type CallOptions,
  type Clock,
  type Failure,
  failure,
  type ScaleTarget,
  type TargetReference,
  type TargetScale,
} from '../ports/index.ts';
import { sourceError } from './source-error.ts';

/** As many writes as the Kubernetes controller tries when somebody else writes in between. */
const maximumWrites = 5;

/**
 * Writes a decided size. A conflict is tried again only while the size is still the one that the
 * decision saw: a size that somebody else has changed is theirs until the next look, unless it is the
 * decided one.
 */
export async function writeScale(
  target: TargetReference,
  observed: TargetScale,
  rescale: Rescale,
  ports: { readonly target: ScaleTarget; readonly clock: Clock },
  options: CallOptions,
): Promise<{ readonly outcome: RescaleOutcome; readonly failure: Failure | null }> {
  let { resourceVersion } = observed;
  for (let write = 1; ; write++) {
    if (options.signal.aborted) return failed(gaveUp(), ports.clock);
    const written = await ports.target.writeScale(target, rescale.to, resourceVersion, options);
    if (written.ok) return { outcome: { ok: true, at: ports.clock.now() }, failure: null };
    if (written.reason !== 'conflict' || write === maximumWrites)
      return failed(written, ports.clock);

    const now = await ports.target.readScale(target, options);
    if (!now.ok) return failed(now, ports.clock);
    // A write of ours that was given up may have come through late: it counts.
    if (now.value.specReplicas === rescale.to) {
      return { outcome: { ok: true, at: ports.clock.now() }, failure: null };
    }
    if (now.value.specReplicas !== rescale.from) {
      return failed(takenOver(rescale, now.value.specReplicas), ports.clock);
    }
    ({ resourceVersion } = now.value);
  }
}

function gaveUp(): Failure {
  return failure(
    'timeout',
    'the deadline passed before the scale was written; nothing was written',
  );
}

function takenOver({ from, to }: Rescale, replicas: number): Failure {
  return failure(
    'conflict',
    `the scale was set to ${replicas} by somebody else while ${from} → ${to} was decided`,
  );
}

function failed(
  cause: Failure,
  clock: Clock,
): { readonly outcome: RescaleOutcome; readonly failure: Failure } {
  return { outcome: { ok: false, at: clock.now(), error: sourceError(cause) }, failure: cause };
}
