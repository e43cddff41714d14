import { afterAll, beforeAll, expect, it } from 'vitest';
import { Narrator } from '../../examples/kong-tutorial/narrator.ts';
import { type RealChain, startRealChain } from '../../examples/kong-tutorial/real-chain.ts';
import { isTutorialPath, replicaPath } from '../../examples/kong-tutorial/replica-path.ts';
import { waitUntil } from '../../examples/kong-tutorial/wait-until.ts';
import { CollectedLog } from '../support/collected-log.ts';
import { tutorialFolder } from '../support/tutorial-files.ts';
import { describeWithPrograms } from './programs.ts';

const allowance = 300_000;

describeWithPrograms('the tutorial on the real Prometheus and Alertmanager', (programs) => {
  const log = new CollectedLog();
  let told = '';
  let chain: RealChain;
  const narrator = new Narrator((text) => {
    told += text;
  });
  const path = (): readonly number[] => replicaPath(1, chain.cluster.events.list());
  const size = (): number => path().at(-1) ?? 1;
  const looks = (outcome: string) => log.lines.filter(({ event }) => event === `look ${outcome}`);

  beforeAll(async () => {
    chain = await startRealChain({ programs, folder: tutorialFolder, narrator, log });
  }, allowance);
  afterAll(() => chain?.stop());

  it('scales 1 → 3 → 7 → 10 once requests take 102 ms', { timeout: allowance }, async ({
    annotate,
  }) => {
    chain.exporter.setTraffic('command', { requestsPerSecond: 1, latencyMs: 102 });
    const began = performance.now();
    const hop = async (
      what: string,
      condition: () => boolean | Promise<boolean>,
    ): Promise<void> => {
      await waitUntil(what, condition);
      // How long each hop took is told, and decides nothing.
      await annotate(
        `${what}: ${((performance.now() - began) / 1000).toFixed(2)} s after the step`,
      );
    };
    await hop('Prometheus has an average', async () => ((await chain.metric()) ?? 0) > 44);
    await hop(
      'the alert reached the webhook',
      () => looks('scaled').length + looks('steady').length > 1,
    );
    await hop('the first scale-up is written', () => size() > 1);
    await hop('there are ten replicas', () => size() === 10);
    expect(path()).toEqual([1, 3, 7, 10]);
    expect(told).toContain(
      'SuccessfulRescale  horizontalpodautoscaler/command  New size: 3; reason: Service metric kong_upstream_latency_ms_60s_average above target',
    );
  });

  it('goes back to one when requests take 3 ms', { timeout: allowance }, async ({ annotate }) => {
    chain.exporter.setTraffic('command', { requestsPerSecond: 20, latencyMs: 3 });
    const took = await waitUntil('there is one replica', () => size() === 1);
    await annotate(`back at one replica ${(took / 1000).toFixed(2)} s after the step`);
    expect(isTutorialPath(path())).toBe(true);
    expect(chain.cluster.events.list().at(-1)?.message).toBe(
      'New size: 1; reason: All metrics below target',
    );
  });

  it('keeps its size when Prometheus is killed, though the alert resolves', {
    timeout: allowance,
  }, async () => {
    chain.exporter.setTraffic('command', { requestsPerSecond: 200, latencyMs: 102 });
    await waitUntil('there are ten replicas again', () => size() === 10);
    const before = looks('holding').length;
    await chain.prometheus.kill();
    // Alertmanager, left alone, takes the alert for resolved and says so: a look without a metric.
    await waitUntil('a look found no metric', () => looks('holding').length > before);
    await waitUntil('Alertmanager has said that the alert is resolved', async () => {
      const answer = await fetch(`${chain.alertmanagerUrl}/api/v2/alerts`);
      return ((await answer.json()) as unknown[]).length === 0;
    });
    expect(looks('holding').at(-1)?.fields).toMatchObject({ current: 10, desired: 10 });
    expect(size()).toBe(10);
  });

  it('refuses a delivery without the token that Alertmanager has', async () => {
    const answer = await fetch(`${chain.url}/api/v1/alerts`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });
});
