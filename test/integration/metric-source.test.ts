import { createPrometheusSource } from '@flyball/webhook';
import { metricSourceContract } from '../contracts/metric-source.contract.ts';
import { history } from '../contracts/metric-world.ts';
import { startPrometheus } from '../support/prometheus-server.ts';
import { describeWithPrograms } from './programs.ts';

describeWithPrograms('over a real Prometheus', (programs) => {
  metricSourceContract('The Prometheus adapter', async () => {
    const server = await startPrometheus({
      programs,
      config: 'global: {evaluation_interval: 1s}',
      history,
    });
    return {
      source: createPrometheusSource({ url: server.url, fetch }),
      freeze: async () => server.freeze(),
      thaw: async () => server.thaw(),
      takeAway: () => server.stop(),
      stop: () => server.stop(),
    };
  });
});
