import {
  array,
  type GenericSchema,
  object,
  optional,
  parseJson,
  pipe,
  string,
  transform,
} from 'valibot';
import type {
  AuthenticationSource,
  CallOptions,
  ClientAuthentication,
  Result,
} from '../ports/index.ts';
import type { KubernetesApi } from './kubernetes-api.ts';

/** Where the API server tells the servers behind it how it authenticates to them. */
const namespace = 'kube-system';
const name = 'extension-apiserver-authentication';

/** A JSON list in a text, as the ConfigMap holds them. */
const list = optional(pipe(string(), parseJson(), array(string())), '[]');

const dataSchema = object({
  'client-ca-file': optional(string(), ''),
  'requestheader-client-ca-file': optional(string(), ''),
  'requestheader-allowed-names': list,
  'requestheader-username-headers': list,
  'requestheader-uid-headers': list,
  'requestheader-group-headers': list,
  'requestheader-extra-headers-prefix': list,
});

const configMapSchema: GenericSchema<unknown, ClientAuthentication> = pipe(
  object({ data: optional(dataSchema, {}) }),
  transform(({ data }) => {
    const clientAuthorities = data['client-ca-file'];
    const authorities = data['requestheader-client-ca-file'];
    return {
      ...(clientAuthorities === '' ? {} : { clientAuthorities }),
      ...(authorities === ''
        ? {}
        : {
            frontProxy: {
              authorities,
              allowedNames: data['requestheader-allowed-names'],
              userHeaders: data['requestheader-username-headers'],
              uidHeaders: data['requestheader-uid-headers'],
              groupHeaders: data['requestheader-group-headers'],
              extraHeaderPrefixes: data['requestheader-extra-headers-prefix'],
            },
          }),
    };
  }),
);

/** What the API server has written into `kube-system/extension-apiserver-authentication`. */
export class KubernetesAuthenticationSource implements AuthenticationSource {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  read({ signal }: CallOptions): Promise<Result<ClientAuthentication>> {
    return this.#api.call({
      kind: 'read',
      names: [],
      request: ({ core }) => core.readNamespacedConfigMap(name, namespace),
      schema: configMapSchema,
      signal,
    });
  }
}
