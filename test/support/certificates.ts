import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority of our own: it signs certificates that live for a day. */
export interface CertificateAuthority {
  readonly cert: string;
  /** For a server at these names and addresses. */
  server(names: readonly string[]): Certificate;
  /**
   * For a client: the API server takes the user from its common name, the groups beside it.
   * @param names further names of it, as servers have them
   */
  client(user: string, groups?: readonly string[], names?: readonly string[]): Certificate;
}

export function createAuthority(name = 'flyball test authority'): CertificateAuthority {
  const { publicKey, privateKey } = newKeys();
  const subject = distinguishedName(name, []);
  const issue = (to: Buffer, key: KeyObject, extensions: readonly Buffer[]): string =>
    certificate({ issuer: subject, subject: to, publicKey: key, signer: privateKey, extensions });

  const leaf = (to: Buffer, usage: string, extensions: readonly Buffer[]): Certificate => {
    const keys = newKeys();
    const usages = extension('2.5.29.37', false, sequence(objectIdentifier(usage)));
    return {
      cert: issue(to, keys.publicKey, [usages, ...extensions]),
      key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  };

  return {
    cert: issue(subject, publicKey, [extension('2.5.29.19', true, sequence(boolean(true)))]),
    server: (names) =>
      leaf(distinguishedName(names[0] ?? '', []), serverAuth, [alternativeNames(names)]),
    client: (user, groups = [], names = []) =>
      leaf(
        distinguishedName(user, groups),
        clientAuth,
        names.length === 0 ? [] : [alternativeNames(names)],
      ),
  };
}

const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';
const dayMs = 86_400_000;

function newKeys(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** An X.509 certificate of version 3 (RFC 5280), signed with ECDSA and SHA-256. */
function certificate(content: {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}): string {
  const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
  const now = Date.now();
  const signed = sequence(
    tagged(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    content.issuer,
    sequence(instant(now - dayMs), instant(now + dayMs)),
    content.subject,
    content.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...content.extensions)),
  );
  const signature = sign('sha256', signed, content.signer);
  const der = sequence(signed, algorithm, tagged(0x03, Buffer.of(0), signature));
  const lines = (der.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

// What follows writes DER (X.690): a tag, a length, the content.

function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x100) return Buffer.of(0x81, length);
  return Buffer.of(0x82, length >> 8, length & 0xff);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return tagged(0x30, ...contents);
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function boolean(value: boolean): Buffer {
  return tagged(0x01, Buffer.of(value ? 0xff : 0));
}

function text(value: string): Buffer {
  return tagged(0x0c, Buffer.from(value));
}

/** UTCTime, as RFC 5280 wants it until 2049. */
function instant(at: number): Buffer {
  const digits = new Date(at)
    .toISOString()
    .slice(2)
    .replaceAll(/[-:T]|\.\d+/g, '');
  return tagged(0x17, Buffer.from(digits));
}

function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const septets = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return tagged(0x06, Buffer.from(bytes));
}

function distinguishedName(commonName: string, organizations: readonly string[]): Buffer {
  const attribute = (identifier: string, value: string): Buffer =>
    tagged(0x31, sequence(objectIdentifier(identifier), text(value)));
  return sequence(
    ...organizations.map((value) => attribute('2.5.4.10', value)),
    attribute('2.5.4.3', commonName),
  );
}

function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
  const parts = critical ? [boolean(true)] : [];
  return sequence(objectIdentifier(identifier), ...parts, tagged(0x04, value));
}

function alternativeNames(names: readonly string[]): Buffer {
  return extension('2.5.29.17', false, sequence(...names.map(alternativeName)));
}

function alternativeName(name: string): Buffer {
  return isIP(name) === 4
    ? tagged(0x87, Buffer.from(name.split('.').map(Number)))
    : tagged(0x82, Buffer.from(name));
}
