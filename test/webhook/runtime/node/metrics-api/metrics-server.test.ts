import { request } from 'node:https';
import {
  Authenticator,
  Authorizer,
  type ClientAuthentication,
  createMetricsApp,
  success,
} from '@flyball/webhook';
import { createServingCertificate, type Listening } from '@flyball/webhook/node';
import { afterEach, describe, expect, it } from 'vitest';
import { bind } from '../../../../../packages/webhook/src/runtime/node/bind.ts';
import { createMetricsServer } from '../../../../../packages/webhook/src/runtime/node/metrics-api/metrics-server.ts';
import { type Certificate, createAuthority } from '../../../../support/certificates.ts';
import { CollectedLog } from '../../../../support/collected-log.ts';
import { ManualClock } from '../../../../support/manual-clock.ts';
import { metricsWorld, proxy, ScriptedReviews } from '../../../metrics-api/world.ts';

const proxies = createAuthority('proxies');
const clients = createAuthority('clients');
const frontProxy = proxies.client('front-proxy-client');
const asAnn = { 'x-remote-user': 'ann' };
const path = '/apis/custom.metrics.k8s.io/v1beta1';

let listening: Listening | undefined;
afterEach(async () => {
  await listening?.close();
  listening = undefined;
});

async function serverWorld(
  first: ClientAuthentication = {
    frontProxy: proxy(proxies.cert),
    clientAuthorities: clients.cert,
  },
) {
  let believed = first;
  let shown = await createServingCertificate({ names: ['localhost', '127.0.0.1'] });
  const world = metricsWorld();
  const reviews = new ScriptedReviews();
  const clock = new ManualClock();
  const authenticator = new Authenticator({
    source: { read: async () => success(believed) },
    reviews,
    clock,
    log: new CollectedLog(),
  });
  const refresh = () => authenticator.refresh({ signal: new AbortController().signal });
  await refresh();
  const app = createMetricsApp({
    api: world.api,
    catalog: world.catalog,
    servers: world.servers,
    authenticator,
    authorizer: new Authorizer({ reviews, clock }),
    log: world.log,
  });
  const server = createMetricsServer(app, authenticator, () => shown);
  listening = await bind(server, 'https', '127.0.0.1', 0);
  return {
    believe: async (authentication: ClientAuthentication) => {
      believed = authentication;
      await refresh();
    },
    show: async () => {
      shown = await createServingCertificate({ names: ['127.0.0.1'] });
    },
    /** One request over a connection of its own. */
    ask: (client: Partial<Certificate> = {}, headers: Readonly<Record<string, string>> = asAnn) =>
      new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
        const options = { ...client, ca: shown.authority, headers, agent: false as const };
        request(`${listening?.url}${path}`, options, (answer) => {
          let body = '';
          answer.on('data', (chunk) => {
            body += chunk;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
        })
          .on('error', reject)
          .end();
      }),
  };
}

describe('the server of the metrics API', () => {
  it('believes the front proxy, over a certificate of our own making', async () => {
    const { ask } = await serverWorld();
    expect((await ask(frontProxy)).status).toBe(200);
  });

  it.each([
    ['without a certificate', {}, 'system:anonymous'],
    ['with another name', proxies.client('somebody'), 'system:anonymous'],
    ['of a stranger', createAuthority('x').client('front-proxy-client'), 'system:anonymous'],
    ['of another authority', clients.client('front-proxy-client'), 'front-proxy-client'],
    // Who looks at names alone takes one for the other.
    [
      'of an authority by the same name',
      createAuthority('proxies').client('x'),
      'system:anonymous',
    ],
    ['that is for servers', proxies.server(['front-proxy-client']), 'system:anonymous'],
  ])('takes the headers of a client %s for nothing', async (_, client, user) => {
    const { ask } = await serverWorld();
    const { status, body } = await ask(client);
    expect(status).toBe(403);
    expect(body).toContain(`User \\"${user}\\" cannot get path`);
  });

  it('knows clients by their own certificates', async () => {
    const { ask } = await serverWorld();
    expect((await ask(clients.client('ann'), {})).status).toBe(200);
    const master = clients.client('root', ['system:masters']);
    expect((await ask(master, {})).status).toBe(200);
  });

  it('takes new authorities and withdraws old ones while it runs', async () => {
    const { ask, believe } = await serverWorld({});
    expect((await ask(frontProxy)).status).toBe(403);
    await believe({ frontProxy: proxy(proxies.cert) });
    expect((await ask(frontProxy)).status).toBe(200);
    const next = createAuthority('the next one');
    await believe({ frontProxy: proxy(next.cert) });
    expect((await ask(frontProxy)).status).toBe(403);
    expect((await ask(next.client('front-proxy-client'))).status).toBe(200);
  });

  it('shows a renewed certificate from the next connection on', async () => {
    const { ask, show } = await serverWorld();
    expect((await ask(frontProxy)).status).toBe(200);
    // The authority is another one, too: the old certificate would be refused by the client.
    await show();
    expect((await ask(frontProxy)).status).toBe(200);
  });
});
