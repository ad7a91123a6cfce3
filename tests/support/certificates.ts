import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { GivenFiles } from '@/server/certificates/given-certificate';
import { startCertificates } from '@/server/certificates/index';
import { issueAuthority, issueServer } from '@/server/certificates/issue';

export const DAY_MS = 24 * 60 * 60 * 1000;
const LOOK_EVERY_MS = 5;

/** The home's certificates on a clock and with names of the test's own; they are looked at all the time. */
export async function someCertificates(
  home: { dataDir?: string; now?: () => Date; names?: () => readonly string[]; given?: GivenFiles } = {},
) {
  const certificates = await startCertificates({
    dataDir: home.dataDir ?? aFolder(),
    given: home.given,
    publicUrl: undefined,
    log: pino({ level: 'silent' }),
    now: home.now ?? (() => new Date()),
    names: home.names ?? (() => ['localhost', '127.0.0.1', '::1']),
    lookEveryMs: LOOK_EVERY_MS,
  });
  onTestFinished(() => certificates.stop());
  return certificates;
}

/** A certificate of another CA and its key, in files. */
export async function givenFiles(
  made: { folder?: string; now?: Date; names?: readonly string[] } = {},
): Promise<GivenFiles & { readonly caPem: string }> {
  const { folder = aFolder(), now = new Date(), names = ['localhost', '127.0.0.1'] } = made;
  const [authority, server] = [anEcKey(), anEcKey()];
  const files = { certificate: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
  writeFileSync(files.certificate, await issueServer({ authority, server }, names, now));
  writeFileSync(files.key, server.export({ type: 'pkcs8', format: 'pem' }));
  return { ...files, caPem: await issueAuthority(authority, now) };
}

export function anEcKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

/** Gone when the test has finished. */
export function aFolder(): string {
  const folder = mkdtempSync(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'hearth-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
