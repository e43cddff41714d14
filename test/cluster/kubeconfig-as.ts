import { kubectl } from './real-cluster.ts';

/** The administrator's kubeconfig, who acts as somebody else and may do no more than they. */
export async function kubeconfigAs(user: string): Promise<string> {
  const text = await kubectl().run('config', 'view', '--raw', '--flatten', '--minify', '-o=json');
  const config: { readonly users: readonly { readonly name: string; readonly user: object }[] } =
    JSON.parse(text);
  const users = config.users.map((each) => ({ ...each, user: { ...each.user, as: user } }));
  return JSON.stringify({ ...config, users });
}
