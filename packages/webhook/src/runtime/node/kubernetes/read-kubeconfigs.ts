import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readDocuments } from '@flyball/core';
import { getDotPath, safeParse } from 'valibot';
import { KubeConnectionError } from './kube-connection.ts';
import {
  type Kubeconfig,
  type KubeconfigCluster,
  type KubeconfigUser,
  kubeconfigSchema,
} from './kubeconfig-schema.ts';

/** Who one may be instead, beyond `as`: the library would leave it out and act as somebody else. */
const unsupported = ['as-groups', 'as-uid', 'as-user-extra'];

/**
 * Reads kubeconfigs and merges them as kubectl does: of two entries of one name the first counts,
 * paths are relative to the file that they stand in, a file that is not there is an empty one.
 *
 * @throws {KubeConnectionError} never with a line of a file, which may hold a secret
 */
export async function readKubeconfigs(paths: readonly string[]): Promise<Kubeconfig> {
  const read = await Promise.all(paths.map(readOne));
  const found = read.filter((config) => config !== null);
  if (found.length === 0)
    throw new KubeConnectionError(`${paths.join(', ')}: there is no such file`);
  return {
    clusters: firstOfEachName(found.flatMap(({ clusters }) => clusters)),
    users: firstOfEachName(found.flatMap(({ users }) => users)),
    contexts: firstOfEachName(found.flatMap(({ contexts }) => contexts)),
    'current-context':
      found.map((config) => config['current-context']).find((name) => name !== '') ?? '',
  };
}

async function readOne(path: string): Promise<Kubeconfig | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new KubeConnectionError(`${path}: cannot be read`);
  }
  const [document] = readDocuments(text, { dialect: 'yaml-1.1' });
  const problem = document?.problems[0];
  if (problem !== undefined) {
    throw new KubeConnectionError(`${path}:${problem.line}: is no YAML`);
  }
  const read = safeParse(kubeconfigSchema, document?.value ?? {}, { abortEarly: true });
  if (!read.success) {
    const place = getDotPath(read.issues[0]) ?? 'the document';
    throw new KubeConnectionError(`${path}: ${place} is not what a kubeconfig has there`);
  }
  const folder = dirname(resolve(path));
  const { clusters, users } = read.output;
  return {
    ...read.output,
    clusters: clusters.map((cluster) => absoluteCluster(cluster, folder)),
    users: users.map((user) => absoluteUser(user, folder, path)),
  };
}

function absoluteCluster({ name, cluster }: KubeconfigCluster, folder: string): KubeconfigCluster {
  return { name, cluster: absolute(cluster, ['certificate-authority'], folder) };
}

function absoluteUser(
  { name, user }: KubeconfigUser,
  folder: string,
  path: string,
): KubeconfigUser {
  for (const field of unsupported) {
    if (user[field] === undefined) continue;
    throw new KubeConnectionError(
      `${path}: users[name=${name}].user.${field} is not supported; impersonate by as alone`,
    );
  }
  const files = ['client-certificate', 'client-key', 'tokenFile'];
  const { exec, tokenFile, ...rest } = absolute(user, files, folder);
  // A command without a slash is looked for on PATH.
  const command =
    exec === undefined || exec === null || !exec.command.includes('/')
      ? exec
      : { ...exec, command: resolve(folder, exec.command) };
  return {
    name,
    user: {
      ...rest,
      ...(command === undefined ? {} : { exec: command }),
      ...(tokenFile === undefined ? {} : readsToken(tokenFile)),
    },
  };
}

/** The library knows token files by another name, and prefers a token to them. */
function readsToken(tokenFile: string): Record<string, unknown> {
  return { token: undefined, 'auth-provider': { name: 'tokenFile', config: { tokenFile } } };
}

function absolute<Fields extends Readonly<Record<string, unknown>>>(
  fields: Fields,
  names: readonly string[],
  folder: string,
): Fields {
  const paths = names.flatMap((name) => {
    const path = fields[name];
    return typeof path === 'string' && path !== '' ? [[name, resolve(folder, path)]] : [];
  });
  return { ...fields, ...Object.fromEntries(paths) };
}

function firstOfEachName<Entry extends { readonly name: string }>(
  entries: readonly Entry[],
): Entry[] {
  return entries.filter((one, i) => entries.findIndex(({ name }) => name === one.name) === i);
}
