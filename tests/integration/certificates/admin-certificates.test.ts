import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { admin } from '@/tests/support/admin';
import { aFolder, someCertificates } from '@/tests/support/certificates';

it('prints the CA, and what the server shows with its fingerprints', async () => {
  const dataDir = aFolder();
  await (await someCertificates({ dataDir })).stop();

  const { code, stdout } = await admin(['certificates'], { dataDir });

  const { authority, server } = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(authority.file).toBe(path.join(dataDir, 'tls', 'ca.pem'));
  expect(authority.sha256).toBe(opensslFingerprint(authority.file, 'sha256'));
  expect(server).toMatchObject([{ kind: 'EC' }, { kind: 'RSA' }]);
  for (const shown of server) {
    expect(shown.names).toEqual(['localhost', '127.0.0.1', '::1']);
    expect(shown.sha256).toBe(opensslFingerprint(shown.file, 'sha256'));
    expect(shown.sha1).toBe(opensslFingerprint(shown.file, 'sha1'));
    expect(Date.parse(shown.validUntil)).toBeGreaterThan(Date.now());
  }
  expect(server[0].tasmota).toBeUndefined();
  expect(server[1].tasmota).toMatch(/^([0-9A-F]{2} ){19}[0-9A-F]{2}$/);
  expect(stdout).not.toContain('PRIVATE KEY');
});

it('names the way out where nothing was made yet', async () => {
  const dataDir = aFolder();

  const { code, stderr } = await admin(['certificates'], { dataDir });

  expect(code).toBe(2);
  expect(stderr).toContain(`There are no certificates in ${dataDir}: start Hearth once`);
});

function opensslFingerprint(file: string, digest: string): string {
  const said = execFileSync('openssl', ['x509', '-in', file, '-noout', '-fingerprint', `-${digest}`], {
    encoding: 'utf8',
  });
  return said.trim().split('=')[1] ?? '';
}
