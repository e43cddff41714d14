import {
  array,
  boolean,
  type GenericSchema,
  looseObject,
  minLength,
  nullish,
  object,
  optional,
  pipe,
  string,
} from 'valibot';

/** A kubeconfig, as far as it is read before the library gets it; what is left out goes along. */
export interface Kubeconfig {
  readonly clusters: readonly KubeconfigCluster[];
  readonly users: readonly KubeconfigUser[];
  readonly contexts: readonly KubeconfigContext[];
  readonly 'current-context': string;
}

type Others = Readonly<Record<string, unknown>>;

export interface KubeconfigCluster {
  readonly name: string;
  readonly cluster: Others & { readonly server: string };
}

export interface KubeconfigUser {
  readonly name: string;
  readonly user: Others & {
    readonly tokenFile?: string | undefined;
    readonly exec?: KubeconfigExec | null | undefined;
  };
}

export type KubeconfigExec = Others & {
  readonly apiVersion?: string | undefined;
  readonly command: string;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null | undefined;
  readonly provideClusterInfo: boolean;
};

export interface KubeconfigContext {
  readonly name: string;
  readonly context: Others & {
    readonly cluster: string;
    readonly user: string;
    readonly namespace?: string | undefined;
  };
}

const name = pipe(string(), minLength(1));

const cluster = looseObject({
  server: pipe(string(), minLength(1)),
  'certificate-authority': optional(string()),
});

const exec = looseObject({
  apiVersion: optional(string()),
  command: pipe(string(), minLength(1)),
  env: nullish(array(object({ name: string(), value: string() }))),
  provideClusterInfo: optional(boolean(), false),
});

const user = looseObject({
  'client-certificate': optional(string()),
  'client-key': optional(string()),
  token: optional(string()),
  tokenFile: optional(string()),
  exec: nullish(exec),
});

const context = looseObject({
  cluster: string(),
  user: string(),
  namespace: optional(string()),
});

export const kubeconfigSchema: GenericSchema<unknown, Kubeconfig> = object({
  clusters: nullish(array(object({ name, cluster })), []),
  users: nullish(array(object({ name, user: nullish(user, {}) })), []),
  contexts: nullish(array(object({ name, context })), []),
  'current-context': nullish(string(), ''),
});
