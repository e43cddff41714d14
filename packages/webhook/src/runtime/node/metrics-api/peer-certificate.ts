import { X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../../../metrics-api/index.ts';

const clientUsage = '1.3.6.1.5.5.7.3.2';
const anyUsage = '2.5.29.37.0';

/** Longer chains are nobody's. */
const longestChain = 8;

/**
 * The certificate that the other side of a connection has shown.
 *
 * OpenSSL has checked that its chain leads to one of all the authorities that the server knows, but
 * not to which: so the way to the authorities in question is walked again, signature by signature.
 * Names alone would not do, since anybody may call an authority as he likes.
 */
export function peerCertificate(socket: unknown): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const known = certificates.get(socket);
  if (known !== undefined) return known;
  const leaf = socket.getPeerX509Certificate();
  if (leaf === undefined) return undefined;
  const certificate = readCertificate(leaf);
  certificates.set(socket, certificate);
  return certificate;
}

/** A connection keeps the certificate that it began with. */
const certificates = new WeakMap<TLSSocket, ClientCertificate>();

function readCertificate(leaf: X509Certificate): ClientCertificate {
  const { CN, O } = leaf.toLegacyObject().subject;
  const commonNames = [CN ?? []].flat();
  const chains = new Map<string, readonly X509Certificate[] | null>();
  return {
    // Of two names nobody knows which one counts.
    commonName: commonNames.length === 1 ? (commonNames[0] ?? '') : '',
    organizations: [O ?? []].flat(),
    isIssuedBy: (authorities) => {
      let chain = chains.get(authorities);
      if (chain === undefined) {
        chain = isForClients(leaf)
          ? chainTo(readAuthorities(authorities), leaf, shownWith(leaf))
          : null;
        // Authorities are replaced seldom, and not all of them need to be remembered.
        if (chains.size >= 8) chains.clear();
        chains.set(authorities, chain);
      }
      // A connection may outlive what it began with.
      return chain?.every(isValidNow) ?? false;
    },
  };
}

function isForClients({ keyUsage }: X509Certificate): boolean {
  const usages: readonly string[] | undefined = keyUsage;
  return usages === undefined || usages.includes(clientUsage) || usages.includes(anyUsage);
}

/** What the other side has shown beside its own certificate. */
function shownWith(leaf: X509Certificate): readonly X509Certificate[] {
  const shown: X509Certificate[] = [];
  for (let next = leaf.issuerCertificate; next !== undefined; next = next.issuerCertificate) {
    if (shown.length === longestChain || shown.includes(next)) break;
    shown.push(next);
  }
  return shown;
}

/** The certificates from this one to one of the authorities, or null. */
function chainTo(
  authorities: readonly X509Certificate[],
  certificate: X509Certificate,
  shown: readonly X509Certificate[],
): readonly X509Certificate[] | null {
  const authority = authorities.find((one) => hasSigned(one, certificate));
  if (authority !== undefined) return [certificate, authority];
  for (const [i, between] of shown.entries()) {
    if (!between.ca || !hasSigned(between, certificate)) continue;
    const rest = chainTo(authorities, between, shown.toSpliced(i, 1));
    if (rest !== null) return [certificate, ...rest];
  }
  return null;
}

function hasSigned(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValidNow({ validFrom, validTo }: X509Certificate): boolean {
  const now = Date.now();
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
}

function readAuthorities(text: string): readonly X509Certificate[] {
  const parts = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return parts.flatMap((part) => {
    try {
      return [new X509Certificate(part)];
    } catch {
      // One that cannot be read vouches for nobody.
      return [];
    }
  });
}
