import { createServer, type Server } from 'node:https';
import { createAuthority } from '../support/certificates.ts';
import type { Kubectl } from './kubectl.ts';

/** Answers a GET below `/apis` with a JSON value, or with nothing that is found. */
export type Serve = (path: string, query: URLSearchParams) => unknown;

/**
 * Makes this process serve an API group to the real API server, as metrics-server does. It runs on
 * loopback, where an API server looks only for a Service of type ExternalName.
 */
export async function serveAggregatedApi(
  kubectl: Kubectl,
  group: string,
  version: string,
  serve: Serve,
): Promise<{ readonly stop: () => Promise<void> }> {
  const name = `${group.replaceAll('.', '-')}-backend`;
  const authority = createAuthority();
  // The name that the API server expects to see in the certificate.
  const identity = authority.server([`${name}.default.svc`, 'localhost']);
  const server = createServer(identity, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost');
    const value = serve(pathname, searchParams);
    response.writeHead(value === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value ?? { kind: 'Status', apiVersion: 'v1', code: 404 }));
  });
  const port = await listen(server);
  await kubectl.apply(
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'default' },
      spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${version}.${group}` },
      spec: {
        group,
        version,
        groupPriorityMinimum: 100,
        versionPriority: 100,
        caBundle: Buffer.from(authority.cert).toString('base64'),
        service: { name, namespace: 'default', port },
      },
    },
  );
  const wait = ['--for=condition=Available', `apiservice/${version}.${group}`, '--timeout=60s'];
  await kubectl.run('wait', ...wait);
  return {
    stop: async () => {
      await kubectl.run('delete', 'apiservice', `${version}.${group}`);
      await kubectl.run('delete', 'service', name, '-n=default');
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address to listen at');
  return address.port;
}
