import {
  type AdapterCompatibility,
  alertRouting,
  alertRules,
  type Decision,
  decide,
  defaultHorizontalPodAutoscaler,
  emptyMemory,
  settle,
} from '@flyball/core';
import {
  AlertmanagerConfig,
  flyballPath,
  hpaPath,
  kedaPath,
  type MetricsPath,
  type PathEvent,
  RuleGroup,
  SeriesStore,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { kong, SECOND, tutorialAdapter, tutorialManifest, tutorialPolicy } from './support.ts';

const policy = tutorialPolicy();
const manifest = defaultHorizontalPodAutoscaler(tutorialManifest);

/** Traffic begins at 0; each request takes 5 ms until 120 s, and 102 ms from then on. */
const STEP = 120;
const latency = (second: number) => (second < STEP ? 5 : 102);

interface Scaled {
  /** Seconds after the step. */
  readonly after: number;
  readonly to: number;
}

/** Drives a path as the simulator's loop does: every look is decided, and the size is what it says. */
function run(
  path: MetricsPath,
  until: number,
): {
  readonly scaled: readonly Scaled[];
  readonly decisions: readonly Decision[];
  readonly events: readonly PathEvent[];
} {
  let replicas = 1;
  let memory = emptyMemory;
  const scaled: Scaled[] = [];
  const decisions: Decision[] = [];
  const events: PathEvent[] = [];
  for (let next = path.nextEventAt(); next <= until * SECOND; next = path.nextEventAt()) {
    for (const event of path.advance(next)) {
      events.push(event);
      if (event.kind !== 'look') continue;
      const { at } = event;
      const pods = { selector: 'app=command', names: [] };
      const scale = { specReplicas: replicas, statusReplicas: replicas, selector: 'app=command' };
      const ready = Array.from({ length: replicas }, (_, i) => ({
        name: `command-${i}`,
        phase: 'Running',
        containers: [],
        ready: { status: 'True' as const, lastTransitionTime: 0 },
      }));
      const observation = { at, scale, pods: ready, readings: path.readings(at, pods) };
      let decision = decide(observation, memory, { policy });
      if (decision.rescale !== null) {
        replicas = decision.rescale.to;
        scaled.push({ after: at / SECOND - STEP, to: replicas });
        decision = settle(decision, { ok: true, at }, { policy });
      }
      memory = decision.memory;
      decisions.push(decision);
      path.looked(at, {
        outcome: decision.rescale === null ? 'steady' : 'scaled',
        nextDeadline: decision.nextDeadline,
        deadlineCause: decision.deadlineCause,
        troubled: decision.error !== null,
      });
    }
  }
  return { scaled, decisions, events };
}

/** Scraped and synced at phases that are neither the best nor the worst. */
function prometheus(compatibility: AdapterCompatibility) {
  const target = kong(latency);
  return {
    store: new SeriesStore(),
    startedAt: 0,
    targets: () => [target],
    scrapeInterval: 5 * SECOND,
    scrapePhase: () => 1 * SECOND,
    policy: manifest,
    adapter: tutorialAdapter(compatibility),
  };
}

const phases = Array.from({ length: 15 }, (_, phase) => phase * SECOND);

function hpaRun(phase: number): readonly Scaled[] {
  const sync = { interval: 15 * SECOND, phase };
  return run(hpaPath({ ...prometheus('prometheus-adapter'), sync }), 300).scaled;
}

/** Seconds after the step to the first change and to ten replicas. */
function timesOf(scaled: readonly Scaled[]): { readonly first: number; readonly ten: number } {
  const ten = scaled.find(({ to }) => to === 10);
  return { first: scaled[0]?.after ?? Number.NaN, ten: ten?.after ?? Number.NaN };
}

describe("the tutorial's chain", () => {
  // The 60 s average of a step from 5 to 102 ms passes 44 ms, the end of the tolerance band, after
  // 60 · (44 − 5) / (102 − 5) = 24.1 s. Then there is a scrape each 5 s, a subquery each 10 s and a
  // sync each 15 s, whose phases are chance. The real chain took 42 s to the first change and 72 s
  // to ten replicas.
  test('is late by its beats: to the first change, and to ten replicas', () => {
    const times = phases.map((phase) => timesOf(hpaRun(phase)));
    for (const { first, ten } of times) {
      expect(first).toBeGreaterThan(24.1);
      expect(first).toBeLessThanOrEqual(24.1 + 5 + 10 + 15);
      expect((ten - first) % 15).toBe(0);
    }
    expect(Math.min(...times.map(({ first }) => first))).toBeLessThan(42);
    expect(Math.max(...times.map(({ first }) => first))).toBeGreaterThan(42);
    expect(Math.min(...times.map(({ ten }) => ten))).toBeLessThan(75);
    expect(Math.max(...times.map(({ ten }) => ten))).toBeGreaterThan(72);
  });

  test('reads nothing before the adapter has listed the series', () => {
    const { decisions } = run(hpaPath(prometheus('prometheus-adapter')), 60);
    const errors = decisions.map(({ error }) => error !== null);
    // Syncs at 0, 15, 30, 45 and 60 s; the second listing is at 60 s.
    expect(errors).toEqual([true, true, true, true, false]);
    expect(decisions[0]?.error).toContain(
      'unable to get metric kong_upstream_latency_ms_60s_average',
    );
  });

  test('goes to the minimum when traffic stops, for 0/0 is served as zero', () => {
    const target = kong((second) => (second < 200 ? latency(second) : null));
    const { scaled } = run(
      hpaPath({ ...prometheus('prometheus-adapter'), targets: () => [target] }),
      600,
    );
    expect(scaled.at(-1)?.to).toBe(1);
  });

  test('holds while Prometheus does not answer', () => {
    const faults = { query: () => 'unavailable' as const };
    const { scaled } = run(hpaPath({ ...prometheus('prometheus-adapter'), faults }), 300);
    expect(scaled).toEqual([]);
  });
});

function isAbove(labels: Readonly<Record<string, string>>): boolean {
  return labels['alertname'] === 'FlyballAboveTarget';
}

describe("Flyball's path", () => {
  function flyball(extra: Partial<Parameters<typeof flyballPath>[0]> = {}): MetricsPath {
    const query = [
      'sum by (exported_service) (rate(kong_upstream_latency_ms_sum{exported_service="command"}[60s:10s]))',
      'sum by (exported_service) (rate(kong_upstream_latency_ms_count{exported_service="command"}[60s:10s]))',
    ].join(' / ');
    const { group } = alertRules(manifest, [query], { interval: 5 * SECOND });
    const routing = alertRouting({ url: 'http://flyball.test/api/v1/alerts' });
    if (group === undefined || !routing.ok) throw new Error('the tutorial can be alerted on');
    const { route, receiver } = routing.routing;
    return flyballPath({
      ...prometheus('flyball'),
      ruleGroups: [new RuleGroup(group, { resendDelay: 5 * SECOND })],
      alertmanager: new AlertmanagerConfig({
        route: { receiver: 'nobody', routes: [route] },
        receivers: [{ name: 'nobody' }, receiver],
      }),
      draw: () => 0.5,
      ...extra,
    });
  }

  // The same average, the same scrapes and subquery, then an evaluation each 5 s; once awake, the
  // policy's own periods of 2 s and the subquery's steps of 10 s bound it.
  test('goes the same way, sooner', () => {
    const { scaled, events } = run(flyball(), 300);
    const { first, ten } = timesOf(scaled);
    expect(first).toBeGreaterThan(24.1);
    expect(first).toBeLessThanOrEqual(24.1 + 5 + 10 + 5);
    const chain = phases.map((phase) => timesOf(hpaRun(phase)));
    expect(ten).toBeLessThan(Math.min(...chain.map((times) => times.ten)));
    expect(first).toBeLessThan(chain.reduce((sum, times) => sum + times.first, 0) / chain.length);
    // Until the step the alert of the other side fires, so that its group is there already: the new
    // one waits for the next flush, 5 s at the most, and is looked at in the instant of its delivery.
    const fired = events.find(
      (event) => event.kind === 'rules' && event.step.sent.some(({ labels }) => isAbove(labels)),
    );
    const delivered = events.find(
      (event) =>
        event.kind === 'delivery' &&
        event.delivery.message.alerts.some(({ labels }) => isAbove(labels)),
    );
    const waited = (delivered?.at ?? 0) - (fired?.at ?? 0);
    expect(waited).toBeGreaterThanOrEqual(0);
    expect(waited).toBeLessThanOrEqual(5 * SECOND);
    expect(events).toContainEqual({ kind: 'look', at: delivered?.at, cause: 'alert' });
  });

  test('keeps looking as long as the alert fires', () => {
    const { events } = run(flyball({ syncPeriod: 15 * SECOND }), 300);
    const late = events.filter((event) => event.kind === 'look' && event.at > 250 * SECOND);
    expect(late.length).toBeGreaterThanOrEqual(3);
  });

  test('is not woken by a webhook that answers 503', () => {
    const answer = () => ({ status: 503, latency: 0 });
    const { events } = run(flyball({ answer }), 200);
    expect(events.some(({ kind }) => kind === 'delivery')).toBe(true);
    expect(events.filter((event) => event.kind === 'look' && event.cause === 'alert')).toEqual([]);
  });

  test('is the same again for the same input', () => {
    expect(run(flyball(), 250).events).toEqual(run(flyball(), 250).events);
  });

  test('a metric needs somebody to answer for it', () => {
    const { adapter: _, ...without } = prometheus('flyball');
    expect(() => hpaPath(without)).toThrow(
      "spec.metrics[0] is of type Object; give the path the prometheus-adapter's rules",
    );
  });
});

describe("KEDA's path", () => {
  test('polls, and answers the syncs of its HorizontalPodAutoscaler from Prometheus', () => {
    const { policy: __, adapter: ___, ...rest } = prometheus('flyball');
    const query = 'sum(rate(kong_upstream_latency_ms_count[1m]))';
    const path = kedaPath({ ...rest, triggers: [{ query, activationThreshold: 1 }] });
    const looks: unknown[] = [];
    const polls: unknown[] = [];
    for (const event of path.advance(60 * SECOND)) {
      if (event.kind === 'poll') polls.push([event.at / SECOND, event.poll.active]);
      if (event.kind === 'look') looks.push(event.at / SECOND);
    }
    expect(looks).toEqual([0, 15, 30, 45, 60]);
    expect(polls).toEqual([
      [0, false],
      [30, true],
      [60, true],
    ]);
    // 10 requests a second.
    expect(path.readings(60 * SECOND, { selector: '', names: [] })).toEqual([
      { values: [10_000], at: 60 * SECOND },
    ]);
  });
});
