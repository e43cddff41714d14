import { labels } from './metrics-api-options.ts';

/** Objects of `cert-manager.io/v1`. */
export type CertManagerManifest = IssuerManifest | CertificateManifest;

export interface IssuerManifest {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Issuer';
  readonly metadata: ObjectMeta;
  readonly spec: { readonly selfSigned: object } | { readonly ca: { readonly secretName: string } };
}

export interface CertificateManifest {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Certificate';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly secretName: string;
    readonly commonName: string;
    readonly isCA?: true;
    readonly dnsNames?: readonly string[];
    readonly usages?: readonly string[];
    readonly duration: string;
    readonly privateKey: { readonly algorithm: 'ECDSA'; readonly rotationPolicy: 'Always' };
    readonly issuerRef: { readonly kind: 'Issuer'; readonly name: string };
  };
}

interface ObjectMeta {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Has cert-manager make an authority, and by it the certificate of the Service, into the Secret
 * `<service>-tls`. The Certificate has that name, too.
 */
export function certManagerManifests(service: {
  readonly namespace: string;
  readonly name: string;
}): readonly CertManagerManifest[] {
  const { namespace, name } = service;
  const apiVersion = 'cert-manager.io/v1';
  const meta = (suffix: string) => ({ namespace, name: `${name}-${suffix}`, labels });
  const privateKey = { algorithm: 'ECDSA', rotationPolicy: 'Always' } as const;
  const issuedBy = (suffix: string) => ({ kind: 'Issuer', name: `${name}-${suffix}` }) as const;
  return [
    { apiVersion, kind: 'Issuer', metadata: meta('self-signed'), spec: { selfSigned: {} } },
    {
      apiVersion,
      kind: 'Certificate',
      metadata: meta('ca'),
      spec: {
        secretName: `${name}-ca`,
        commonName: `${name} authority`,
        isCA: true,
        duration: '43800h',
        privateKey,
        issuerRef: issuedBy('self-signed'),
      },
    },
    {
      apiVersion,
      kind: 'Issuer',
      metadata: meta('ca'),
      spec: { ca: { secretName: `${name}-ca` } },
    },
    {
      apiVersion,
      kind: 'Certificate',
      metadata: meta('tls'),
      spec: {
        secretName: `${name}-tls`,
        commonName: `${name}.${namespace}.svc`,
        // The API server looks for the first of them.
        dnsNames: [`${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`],
        usages: ['server auth', 'digital signature'],
        duration: '2160h',
        privateKey,
        issuerRef: issuedBy('ca'),
      },
    },
  ];
}
