import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import type { Certificates } from '@/server/certificates/index';
import { readCertificates } from '@/server/certificates/queries';
import { StartRefused } from '@/server/start-refused';
import { aFolder, anEcKey, DAY_MS, givenFiles, someCertificates } from '@/tests/support/certificates';

// An RSA key takes as long as it takes.
vi.setConfig({ testTimeout: 30_000 });

const begun = new Date('2026-11-29T12:00:00Z');

describe("the home's own CA", () => {
  it('is made at the first start, and nobody but its owner reads a key', async () => {
    const dataDir = aFolder();

    const certificates = await someCertificates({ dataDir });

    const folder = path.join(dataDir, 'tls');
    const files = readdirSync(folder).sort();
    expect(files).toEqual([
      'ca.key',
      'ca.pem',
      'server-rsa.key',
      'server-rsa.pem',
      'server.key',
      'server.pem',
    ]);
    for (const file of files)
      expect(statSync(path.join(folder, file)).mode & 0o777).toBe(file.endsWith('.key') ? 0o600 : 0o644);
    expect(readFileSync(path.join(folder, 'ca.pem'), 'utf8')).toBe(certificates.authorityPem);
    expect(shown(certificates).map(({ publicKey }) => publicKey.asymmetricKeyType)).toEqual(['ec', 'rsa']);
  });

  it('is the same after a second start, and so is all that it issued', async () => {
    const dataDir = aFolder();
    const first = await someCertificates({ dataDir });

    const second = await someCertificates({ dataDir });

    expect(second.authorityPem).toBe(first.authorityPem);
    expect(second.serverOptions()).toEqual(first.serverOptions());
  });

  it('is one, also when two processes make it at the same time', async () => {
    const dataDir = aFolder();

    const both = await Promise.all([someCertificates({ dataDir }), someCertificates({ dataDir })]);

    const standing = new X509Certificate(readFileSync(path.join(dataDir, 'tls', 'ca.pem')));
    for (const certificates of both)
      for (const certificate of shown(certificates))
        expect(certificate.verify(standing.publicKey)).toBe(true);
  });

  it('closes a key that others could read', async () => {
    const dataDir = aFolder();
    await someCertificates({ dataDir });
    chmodSync(path.join(dataDir, 'tls', 'ca.key'), 0o644);

    await someCertificates({ dataDir });

    expect(statSync(path.join(dataDir, 'tls', 'ca.key')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['the key is missing', (folder: string) => rmSync(path.join(folder, 'ca.key')), 'is missing'],
    [
      'the key is half written',
      (folder: string) => writeFileSync(path.join(folder, 'ca.key'), '-----BEGIN'),
      'is broken',
    ],
    [
      'the key is another one',
      (folder: string) =>
        writeFileSync(path.join(folder, 'ca.key'), anEcKey().export({ type: 'pkcs8', format: 'pem' })),
      "is another one's",
    ],
    [
      'key and certificate are broken',
      (folder: string) => {
        writeFileSync(path.join(folder, 'ca.key'), '');
        writeFileSync(path.join(folder, 'ca.pem'), '');
      },
      'is broken',
    ],
  ])('is not replaced while devices trust its certificate: %s', async (_what, spoil, said) => {
    const dataDir = aFolder();
    await someCertificates({ dataDir });
    const folder = path.join(dataDir, 'tls');
    spoil(folder);
    const before = readFileSync(path.join(folder, 'ca.pem'), 'utf8');

    const start = someCertificates({ dataDir });

    await expect(start).rejects.toThrow(StartRefused);
    await expect(start).rejects.toThrow(said);
    await expect(start).rejects.toThrow('from a backup');
    expect(readFileSync(path.join(folder, 'ca.pem'), 'utf8')).toBe(before);
  });

  it('that has ended is told, not replaced', async () => {
    const dataDir = aFolder();
    await someCertificates({ dataDir, now: () => begun });

    const start = someCertificates({ dataDir, now: () => new Date('2047-01-01') });

    await expect(start).rejects.toThrow('it ended on Nov 29 12:00:00 2046 GMT');
  });

  it.each([
    ['missing', (file: string) => rmSync(file)],
    ['half written', (file: string) => writeFileSync(file, '-----BEGIN CERTIFICATE-----\nMII')],
  ])(
    'has its certificate written anew from its key when that is %s: who trusts it goes on doing so',
    async (_what, spoil) => {
      const dataDir = aFolder();
      const first = await someCertificates({ dataDir });
      spoil(path.join(dataDir, 'tls', 'ca.pem'));

      const second = await someCertificates({ dataDir });

      const trusted = new X509Certificate(first.authorityPem ?? '');
      for (const certificate of shown(second)) {
        expect(certificate.checkIssued(trusted)).toBe(true);
        expect(certificate.verify(trusted.publicKey)).toBe(true);
      }
    },
  );

  it('begins anew where nothing was finished', async () => {
    const dataDir = aFolder();
    mkdirSync(path.join(dataDir, 'tls'));
    writeFileSync(path.join(dataDir, 'tls', 'ca.key'), '');

    const certificates = await someCertificates({ dataDir });

    expect(new X509Certificate(certificates.authorityPem ?? '').ca).toBe(true);
  });
});

describe('a certificate of its own', () => {
  it.each(['server.key', 'server.pem', 'server-rsa.key', 'server-rsa.pem'])(
    'is made anew when %s is broken',
    async (file) => {
      const dataDir = aFolder();
      const first = await someCertificates({ dataDir });
      await first.stop();
      writeFileSync(path.join(dataDir, 'tls', file), 'x');

      const second = await someCertificates({ dataDir });

      expect(second.serverOptions()).not.toEqual(first.serverOptions());
      expect(statSync(path.join(dataDir, 'tls', 'server.key')).mode & 0o777).toBe(0o600);
      expect(second.authorityPem).toBe(first.authorityPem);
    },
  );

  it('is renewed with a third of its life left, under its old keys', async () => {
    let now = begun;
    const certificates = await someCertificates({ now: () => now });
    const first = certificates.serverOptions();

    now = new Date(begun.getTime() + 262 * DAY_MS);
    await certificates.look();
    expect(certificates.serverOptions()).toEqual(first);
    now = new Date(begun.getTime() + 265 * DAY_MS);

    await expect.poll(() => certificates.serverOptions().cert).not.toEqual(first.cert);
    expect(certificates.serverOptions().key).toEqual(first.key);
    expect(certificates.readiness()).toEqual({ ready: true });
  });

  it('is renewed when the machine has a new name or address, and stays when one is gone', async () => {
    let names = ['localhost', '127.0.0.1'];
    const certificates = await someCertificates({ names: () => names });

    names = ['localhost', '127.0.0.1', '192.168.1.7', 'attic.local'];
    await expect
      .poll(() => shown(certificates).every((one) => one.checkIP('192.168.1.7') !== undefined))
      .toBe(true);
    expect(shown(certificates).every((one) => one.checkHost('attic.local') !== undefined)).toBe(true);
    const wider = certificates.serverOptions();
    names = ['localhost'];
    await certificates.look();

    expect(certificates.serverOptions()).toEqual(wider);
  });

  it('stays while the machine does not know the time yet, and one made then is renewed once it does', async () => {
    let now = new Date(0);
    const dataDir = aFolder();
    await someCertificates({ dataDir, now: () => begun });
    const knowing = readCertificates({ dataDir, given: undefined });
    await someCertificates({ dataDir, now: () => now });
    expect(readCertificates({ dataDir, given: undefined })).toEqual(knowing);

    const fresh = await someCertificates({ now: () => now });
    now = begun;

    await expect
      .poll(() => shown(fresh).every(({ validFrom }) => Date.parse(validFrom) > Date.parse('2026-11-01')))
      .toBe(true);
  });
});

describe('given files', () => {
  it('are shown as they are, without a CA of ours', async () => {
    const given = await givenFiles();
    const dataDir = aFolder();

    const certificates = await someCertificates({ dataDir, given });

    expect(certificates.authorityPem).toBeUndefined();
    expect(certificates.serverOptions()).toMatchObject({
      cert: [readFileSync(given.certificate, 'utf8')],
      key: [readFileSync(given.key, 'utf8')],
    });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it.each([
    [
      'one that is not there',
      { certificate: '/nowhere/cert.pem' },
      "HEARTH_TLS_CERT names /nowhere/cert.pem, which can't be read (ENOENT).",
    ],
    ['no certificate', { certificate: fileURLToPath(import.meta.url) }, 'holds no certificate in PEM form'],
    ['no key', { key: fileURLToPath(import.meta.url) }, 'holds no unlocked private key in PEM form'],
  ])('stop the start: %s', async (_what, wrong, said) => {
    const start = someCertificates({ given: { ...(await givenFiles()), ...wrong } });

    await expect(start).rejects.toThrow(StartRefused);
    await expect(start).rejects.toThrow(said);
  });

  it('stop the start when they do not belong together', async () => {
    const [one, other] = [await givenFiles(), await givenFiles()];

    await expect(someCertificates({ given: { ...one, key: other.key } })).rejects.toThrow(
      `HEARTH_TLS_KEY (${other.key}) is not the key of the certificate in HEARTH_TLS_CERT (${one.certificate})`,
    );
  });

  it('stop the start when they have ended', async () => {
    const given = await givenFiles({ now: new Date(Date.now() - 500 * DAY_MS) });

    await expect(someCertificates({ given })).rejects.toThrow(
      /HEARTH_TLS_CERT \(.*\) ended on .* GMT: renew it/,
    );
  });

  it('are read again when they were renewed; one half of a pair changes nothing', async () => {
    const folder = aFolder();
    const given = await givenFiles({ folder });
    const certificates = await someCertificates({ given });
    const first = certificates.serverOptions();
    const next = await givenFiles();

    writeFileSync(given.certificate, readFileSync(next.certificate));
    await certificates.look();
    expect(certificates.serverOptions()).toEqual(first);
    writeFileSync(given.key, readFileSync(next.key));

    await expect
      .poll(() => certificates.serverOptions().cert)
      .toEqual([readFileSync(next.certificate, 'utf8')]);
  });

  it('that end while nobody renews them are told in `/readyz`', async () => {
    let now = new Date();
    const certificates = await someCertificates({ given: await givenFiles(), now: () => now });
    expect(certificates.readiness()).toEqual({ ready: true });

    now = new Date(now.getTime() + 400 * DAY_MS);

    expect(certificates.readiness()).toMatchObject({
      ready: false,
      reason: expect.stringContaining('The TLS certificate ended on'),
    });
  });
});

function shown(certificates: Certificates): readonly X509Certificate[] {
  return [certificates.serverOptions().cert].flat().map((pem) => new X509Certificate(String(pem)));
}
