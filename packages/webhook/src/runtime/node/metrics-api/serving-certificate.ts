import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate for a server, with the authority that has signed it; all in PEM. */
export interface ServingCertificate {
  /** Goes into the `caBundle` of an APIService. */
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
}

export interface ServingCertificateOptions {
  /** Names and addresses of the server: of a Service `name.namespace.svc`. At least one. */
  readonly names: readonly string[];
  /** How long it is valid, in milliseconds; a year by default. */
  readonly validForMs?: number;
  /** The instant from which it is valid, in milliseconds since the epoch; now by default. */
  readonly now?: number;
}

const yearMs = 365 * 86_400_000;

/** Clocks differ: what is made now is valid a little earlier, too. */
const allowanceMs = 5 * 60_000;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Makes a certificate and an authority for it whose key is forgotten at once: nobody can sign
 * anything else by it. For clusters without cert-manager.
 */
export async function createServingCertificate(
  options: ServingCertificateOptions,
): Promise<ServingCertificate> {
  const { names, validForMs = yearMs, now = Date.now() } = options;
  const [commonName] = names;
  if (commonName === undefined) throw new RangeError('names: give at least one name');
  // Loaded when it is needed: few start without a certificate of their own.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const validity = {
    notBefore: new Date(now - allowanceMs),
    notAfter: new Date(now + validForMs),
  };
  const usages = ['sign', 'verify'] as const;
  const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, usages);
  const serialNumber = () => `01${randomBytes(15).toString('hex')}`;

  const authorityKeys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(),
    name: 'CN=Flyball metrics API authority',
    keys: authorityKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    subject: [{ CN: [commonName] }],
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    authority: `${authority.toString('pem')}\n`,
    cert: `${cert.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
  };
}
