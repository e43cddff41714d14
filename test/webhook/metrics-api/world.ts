import type { ExplicitRule, KindRow } from '@flyball/core';
import { readAdapterFile } from '@flyball/core';
import {
  type AccessAnswer,
  type AccessQuestion,
  type AccessReviews,
  type AdapterRules,
  type ClientCertificate,
  type ClusterObjects,
  type Failure,
  type FrontProxy,
  failure,
  MetricCatalog,
  type MetricRules,
  MetricServers,
  type MetricSource,
  MetricsApi,
  type QueryAnswer,
  type Result,
  type SeriesAnswer,
  success,
  type User,
} from '@flyball/webhook';
import { CollectedLog } from '../../support/collected-log.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { tutorialFile } from '../../support/tutorial-files.ts';

/** A Prometheus that is told what to answer, and keeps what it was asked. */
export class ScriptedServer implements MetricSource {
  readonly queries: { readonly promql: string; readonly headers: object | undefined }[] = [];
  readonly listings: string[] = [];
  /** Values by the object's label `exported_service`, or a failure. */
  answer: Readonly<Record<string, number>> | Failure = {};
  /** Label sets by selector; what is not there fails. */
  series_: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {};

  async query(
    promql: string,
    options: { readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Result<QueryAnswer>> {
    this.queries.push({ promql, headers: options.headers });
    const { answer } = this;
    if (isFailure(answer)) return answer;
    const samples = Object.entries(answer).map(([name, value]) => ({
      labels: { exported_service: name },
      at: Date.UTC(2026, 0, 1),
      value,
    }));
    return success({ kind: 'vector', samples, warnings: [], infos: [] });
  }

  async queryRange(): Promise<Failure> {
    return failure('invalid', 'no ranges here');
  }

  async series(selectors: readonly string[]): Promise<Result<SeriesAnswer>> {
    this.listings.push(...selectors);
    const series = this.series_[selectors[0] ?? ''];
    if (series === undefined) return failure('unavailable', 'no connection to http://prometheus');
    return success({ series, warnings: [], infos: [] });
  }
}

function isFailure(answer: object): answer is Failure {
  return 'ok' in answer && answer.ok === false;
}

/** The rules of a prometheus-adapter file. */
export function rulesOf(text: string, name = 'rules.yaml', terms = {}): AdapterRules {
  const reading = readAdapterFile(text);
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join());
  return { name, config: reading.config, terms };
}

export const tutorialRules: AdapterRules = rulesOf(tutorialFile('values.yaml').text, 'values.yaml');

/** What the tutorial's rule asks Prometheus for. */
export const tutorialSelector: string = tutorialRules.config.rules?.[0]?.seriesQuery ?? '';

/** A series that the tutorial's rule is about. */
export const tutorialSeries: Readonly<Record<string, string>> = {
  __name__: 'kong_upstream_latency_ms_sum',
  exported_namespace: 'kong',
  exported_service: 'command',
};

export interface MetricsWorldOptions {
  readonly adapters?: readonly AdapterRules[];
  readonly explicit?: readonly ExplicitRule[];
  readonly kinds?: readonly KindRow[];
  readonly servers?: Readonly<Record<string, MetricSource>>;
  readonly cluster?: ClusterObjects;
  readonly cacheMs?: number;
  readonly external?: boolean;
}

/** The metrics API over servers that are scripted. */
export function metricsWorld(options: MetricsWorldOptions = {}) {
  const {
    adapters = [tutorialRules],
    explicit = [],
    kinds = [],
    cluster,
    cacheMs = 2_000,
  } = options;
  const server = new ScriptedServer();
  server.series_ = { [tutorialSelector]: [tutorialSeries] };
  const clock = new ManualClock();
  const log = new CollectedLog();
  const rules: MetricRules = { adapters, explicit, kinds, compatibility: 'flyball' };
  const servers = new MetricServers({
    servers: new Map(Object.entries(options.servers ?? { main: server })),
    clock,
    lifetimeMs: cacheMs,
  });
  const catalog = new MetricCatalog({
    rules,
    servers,
    ...(cluster && { cluster }),
    clock,
    log,
    seriesAgeMs: 60_000,
    keepForMs: 600_000,
    serve: { custom: true, external: options.external ?? false },
  });
  const api = new MetricsApi({
    catalog,
    servers,
    ...(cluster && { cluster }),
    clock,
    lifetimeMs: cacheMs,
  });
  const refresh = () => catalog.refresh(new AbortController().signal);
  return { server, clock, log, servers, catalog, api, refresh };
}

/** A front proxy as kubeadm configures it. */
export function proxy(authorities: string): FrontProxy {
  return {
    authorities,
    allowedNames: ['front-proxy-client'],
    userHeaders: ['X-Remote-User'],
    uidHeaders: ['X-Remote-Uid'],
    groupHeaders: ['X-Remote-Group'],
    extraHeaderPrefixes: ['X-Remote-Extra-'],
  };
}

/** A certificate that one authority has issued. */
export function certificateOf(
  issuer: string,
  commonName: string,
  ...organizations: readonly string[]
): ClientCertificate {
  return { commonName, organizations, isIssuedBy: (authorities) => authorities === issuer };
}

/** An API server that knows one token, and lets its user do everything. */
export class ScriptedReviews implements AccessReviews {
  readonly tokens: string[] = [];
  readonly questions: (readonly [user: string, question: AccessQuestion])[] = [];
  broken: Failure | null = null;

  async whoIs(token: string): Promise<Result<User | null>> {
    this.tokens.push(token);
    if (this.broken !== null) return this.broken;
    return success(token === 'ann' ? ann : null);
  }

  async mayDo(user: User, question: AccessQuestion): Promise<Result<AccessAnswer>> {
    this.questions.push([user.name, question]);
    if (this.broken !== null) return this.broken;
    return success({ allowed: user.name === 'ann', reason: '' });
  }
}

export const ann: User = { name: 'ann', groups: ['developers'], extra: {} };
