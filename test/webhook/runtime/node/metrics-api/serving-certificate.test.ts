import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createServingCertificate } from '@flyball/webhook/node';
import { expect, test } from 'vitest';

const names = ['flyball-metrics.kong.svc', '10.0.0.1'];

test('a certificate is for its names, and signed by its authority', async () => {
  const made = await createServingCertificate({ names });
  const [authority, cert] = [new X509Certificate(made.authority), new X509Certificate(made.cert)];
  expect(cert.checkHost('flyball-metrics.kong.svc')).toBe('flyball-metrics.kong.svc');
  expect(cert.checkIP('10.0.0.1')).toBe('10.0.0.1');
  expect(cert.checkHost('other.kong.svc')).toBeUndefined();
  expect([cert.checkIssued(authority), cert.verify(authority.publicKey)]).toEqual([true, true]);
  expect([authority.ca, cert.ca]).toEqual([true, false]);
  expect(cert.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
});

test('it is valid for a year unless said otherwise, and a little before now', async () => {
  const now = Date.UTC(2026, 5, 1);
  const { cert } = await createServingCertificate({ names, now });
  const { validFrom, validTo } = new X509Certificate(cert);
  expect([Date.parse(validFrom), Date.parse(validTo)]).toEqual([
    now - 300_000,
    Date.UTC(2027, 5, 1),
  ]);
});

test('no two are alike, and a certificate without a name is none', async () => {
  const [one, other] = [
    await createServingCertificate({ names }),
    await createServingCertificate({ names }),
  ];
  expect(one.cert).not.toBe(other.cert);
  await expect(createServingCertificate({ names: [] })).rejects.toThrow(RangeError);
});
