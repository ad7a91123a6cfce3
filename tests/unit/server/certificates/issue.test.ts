import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueAuthority, issueServer } from '@/server/certificates/issue';
import { aFolder, anEcKey, DAY_MS } from '@/tests/support/certificates';

const NAMES = ['localhost', 'attic.local', '127.0.0.1', '::1', 'fd12::7'];
const now = new Date('2026-11-29T12:00:00Z');

describe('a server certificate', () => {
  it.each([
    ['EC', anEcKey()],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
  ])(
    'with an %s key holds for every name and address, and openssl takes it from the CA',
    async (_kind, server) => {
      const authority = anEcKey();
      const [caPem, pem] = await both(authority, server);

      const certificate = new X509Certificate(pem);
      expect(certificate.checkIssued(new X509Certificate(caPem))).toBe(true);
      expect(certificate.verify(new X509Certificate(caPem).publicKey)).toBe(true);
      expect(certificate.checkPrivateKey(server)).toBe(true);
      expect(certificate.checkHost('attic.local')).toBe('attic.local');
      expect(certificate.checkHost('attic.example')).toBeUndefined();
      expect(['127.0.0.1', '::1', 'fd12::7'].map((address) => certificate.checkIP(address))).not.toContain(
        undefined,
      );
      for (const name of ['localhost', 'attic.local'])
        expect(verified(caPem, pem, ['-verify_hostname', name])).toContain('OK');
      for (const address of ['127.0.0.1', '::1', 'fd12::7'])
        expect(verified(caPem, pem, ['-verify_ip', address])).toContain('OK');
      expect(() => verified(caPem, pem, ['-verify_hostname', 'attic.example'])).toThrow('hostname mismatch');
    },
  );

  it('is for a server and no longer than Apple allows', async () => {
    const [, pem] = await both(anEcKey(), anEcKey());

    const certificate = new X509Certificate(pem);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS;
    expect(days).toBeLessThanOrEqual(397);
    expect(days).toBeGreaterThan(390);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(now.getTime());
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.ca).toBe(false);
  });

  it('of another CA is refused', async () => {
    const [, pem] = await both(anEcKey(), anEcKey());
    const foreign = await issueAuthority(anEcKey(), now);

    expect(() => verified(foreign, pem)).toThrow('unable to get local issuer certificate');
  });
});

describe('a CA certificate', () => {
  it.each(['1970-01-01T00:00:07Z', '2026-11-29T12:00:00Z', '2035-05-05T00:00:00Z'])(
    'made when the clock says %s holds today and for about twenty years',
    async (said) => {
      const certificate = new X509Certificate(await issueAuthority(anEcKey(), new Date(said)));

      const from = Math.max(Date.parse(said), Date.parse('2026-01-01'));
      expect(certificate.ca).toBe(true);
      expect(Date.parse(certificate.validFrom)).toBeLessThanOrEqual(now.getTime());
      expect((Date.parse(certificate.validTo) - from) / DAY_MS).toBeCloseTo(20 * 365.25, -1);
    },
  );

  it('made anew from the same key vouches for what the earlier one did', async () => {
    const authority = anEcKey();
    const [, pem] = await both(authority, anEcKey());

    const later = await issueAuthority(authority, new Date(now.getTime() + 400 * DAY_MS));

    expect(verified(later, pem)).toContain('OK');
  });
});

function both(authority: KeyObject, server: KeyObject) {
  return Promise.all([issueAuthority(authority, now), issueServer({ authority, server }, NAMES, now)]);
}

/** What `openssl verify` says, as strict as it can be; throws when it refuses. */
function verified(caPem: string, pem: string, more: readonly string[] = []): string {
  const folder = aFolder();
  const [ca, leaf] = [path.join(folder, 'ca.pem'), path.join(folder, 'leaf.pem')];
  writeFileSync(ca, caPem);
  writeFileSync(leaf, pem);
  const at = ['-attime', String(now.getTime() / 1000)];
  const words = ['verify', '-x509_strict', '-purpose', 'sslserver', ...at, ...more, '-CAfile', ca, leaf];
  return execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
