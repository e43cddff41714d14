import {
  EXPOSITION_CONTENT_TYPE,
  groupDiscoveryList,
  groupList,
  routeMetricsUrl,
  type StatusParts,
  statusAnswer,
  writeExposition,
} from '@flyball/core';
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Log } from '../ports/index.ts';
import type { Authenticator } from './authenticate.ts';
import { type Authorizer, accessQuestion } from './authorize.ts';
import type { Caller } from './caller.ts';
import { LabelledCounter } from './measurements.ts';
import type { MetricCatalog } from './metric-catalog.ts';
import type { MetricServers } from './metric-servers.ts';
import type { MetricsApi } from './metrics-api.ts';
import { openApiDocument, openApiIndex, swaggerDocument } from './open-api.ts';

/** What the app is made of. */
export interface MetricsAppDependencies {
  readonly api: MetricsApi;
  readonly catalog: MetricCatalog;
  readonly servers: MetricServers;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  /** Paths that anybody may get; by default those of health. */
  readonly openPaths?: readonly string[];
  readonly log: Log;
}

/** The app needs of its surroundings what the connection tells of a request. */
export interface MetricsAppEnv {
  readonly Bindings: Caller;
}

const health: readonly string[] = ['/healthz', '/livez', '/readyz'];

/**
 * The metrics API as a Hono app: give its `fetch` to a runtime, with the {@link Caller} as its second
 * argument.
 */
export function createMetricsApp(dependencies: MetricsAppDependencies): Hono<MetricsAppEnv> {
  const { api, catalog, servers, authenticator, authorizer, log } = dependencies;
  const { openPaths = health } = dependencies;
  const requests = new LabelledCounter('requests_total', 'Requests that were answered, by status.');
  const app = new Hono<MetricsAppEnv>();

  app.onError((error, context) => {
    const problem = String(error);
    log.write('error', 'request failed', { path: context.req.path, problem });
    const message = 'the metrics API failed on this request; its log says how';
    return refuse({ code: 500, reason: 'InternalError', message });
  });
  app.notFound(() => {
    const message = `the server could not find the requested resource; it serves ${served()}`;
    return refuse({ code: 404, reason: 'NotFound', message });
  });
  const served = (): string => {
    const { custom, external } = catalog.service;
    return [
      ...(custom ? ['/apis/custom.metrics.k8s.io'] : []),
      ...(external ? ['/apis/external.metrics.k8s.io'] : []),
    ].join(' and ');
  };

  app.use(async (context, next) => {
    await next();
    requests.add({ code: String(context.res.status) });
  });
  app.use(async (context, next) => {
    const { method, path } = context.req;
    if (method !== 'GET' && method !== 'HEAD') {
      const message = `${method} is not supported: metrics are read with GET and cannot be written`;
      return refuse({ code: 405, reason: 'MethodNotAllowed', message }, { allow: 'GET, HEAD' });
    }
    if (openPaths.includes(path)) return next();
    const authentication = await authenticator.authenticate(context.env);
    if (authentication.kind === 'refused') {
      const message = 'the token is nobody’s: it may have expired, or be of another cluster';
      return refuse(
        { code: 401, reason: 'Unauthorized', message },
        { 'www-authenticate': 'Bearer' },
      );
    }
    if (authentication.kind === 'unknown') return unavailable(authentication.problem);
    const question = accessQuestion(routeMetricsUrl(urlOf(context)), path);
    const authorization = await authorizer.authorize(authentication.user, question);
    if (authorization.kind === 'unknown') return unavailable(authorization.problem);
    if (authorization.kind === 'forbidden') {
      const { message } = authorization;
      return refuse({ code: 403, reason: 'Forbidden', message });
    }
    return next();
  });

  for (const path of ['/healthz', '/livez']) app.get(path, (context) => context.text('ok'));
  app.get('/readyz', (context) => {
    const unready = catalog.unready ?? authenticator.unready;
    return unready === null ? context.text('ok') : context.text(`not ready: ${unready}\n`, 503);
  });

  app.get('/metrics', (context) => {
    const families = [requests.read(), ...catalog.measurements(), ...servers.measurements()];
    return context.body(writeExposition(families), 200, {
      'content-type': EXPOSITION_CONTENT_TYPE,
    });
  });
  app.get('/apis', etag(), (context) => {
    const { service } = catalog;
    const version = discoveryVersion(context.req.header('accept') ?? '');
    context.header('Vary', 'Accept');
    if (version === undefined) return context.json(groupList(service));
    const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
    return context.body(JSON.stringify(groupDiscoveryList(service, version)), 200, {
      'content-type': type,
    });
  });
  app.get('/apis/*', async (context) => {
    const answer = await api.answer(urlOf(context));
    if (answer === undefined) return context.notFound();
    if (!acceptsJson(context.req.header('accept'))) {
      const message = 'only application/json is served; accept it, or anything (*/*)';
      return refuse({ code: 406, reason: 'NotAcceptable', message });
    }
    return json(answer.body, answer.status);
  });
  app.get('/openapi/v2', etag(), (context) => context.json(swaggerDocument(catalog.service)));
  app.get('/openapi/v3', etag(), (context) => context.json(openApiIndex(catalog.service)));
  app.get('/openapi/v3/apis/:group/:version', etag(), (context) => {
    const document = openApiDocument(
      catalog.service,
      context.req.param('group'),
      context.req.param('version'),
    );
    return document === undefined ? context.notFound() : context.json(document);
  });
  return app;
}

/** Path and query as they were sent, percent signs included. */
function urlOf(context: Context<MetricsAppEnv>): string {
  const { url } = context.req;
  return url.slice(url.indexOf('/', url.indexOf('//') + 2));
}

function refuse(parts: StatusParts, headers: Readonly<Record<string, string>> = {}): Response {
  const { status, body } = statusAnswer(parts);
  return json(body, status, headers);
}

function unavailable(problem: string): Response {
  const message = `the API server could not be asked who may do this: ${problem}`;
  return refuse({ code: 503, reason: 'ServiceUnavailable', message });
}

function json(
  body: object,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** The first form of the whole list that is asked for and that we write. */
function discoveryVersion(accept: string): 'v2' | 'v2beta1' | undefined {
  for (const part of accept.split(',')) {
    const parameters = part.split(';').map((each) => each.trim());
    if (!parameters.includes('as=APIGroupDiscoveryList')) continue;
    if (parameters.includes('v=v2')) return 'v2';
    if (parameters.includes('v=v2beta1')) return 'v2beta1';
  }
  return undefined;
}

function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return accept.split(',').some((part) => {
    const [type = ''] = part.trim().toLowerCase().split(';');
    return ['*/*', 'application/*', 'application/json'].includes(type.trim());
  });
}
