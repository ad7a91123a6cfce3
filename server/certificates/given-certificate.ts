import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { StartRefused } from '@/server/start-refused';
import type { Identity } from './identity';

/** PEM files of one's own, such as certbot's. */
export interface GivenFiles {
  /** The server's certificate, then those above it. */
  readonly certificate: string;
  readonly key: string;
}

/** Throws one sentence that names the setting when the two can't be used. */
export function givenCertificate({ certificate, key }: GivenFiles, now: Date): Identity {
  const pem = textOf('HEARTH_TLS_CERT', certificate);
  const keyPem = textOf('HEARTH_TLS_KEY', key);
  const read = understood('HEARTH_TLS_CERT', certificate, 'certificate', () => new X509Certificate(pem));
  const readKey = understood('HEARTH_TLS_KEY', key, 'unlocked private key', () => createPrivateKey(keyPem));
  refuseUnfit(read, readKey, { certificate, key }, now);
  return { certificates: [pem], keys: [keyPem], validUntil: new Date(read.validTo) };
}

/** Changes whenever one of the files was written. */
export function stampOf({ certificate, key }: GivenFiles): string {
  return `${writtenAt(certificate)} ${writtenAt(key)}`;
}

/** A file that can't be looked at is told when it is read. */
function writtenAt(file: string): string {
  try {
    const { mtimeMs, ino, size } = statSync(file);
    return [mtimeMs, ino, size].join();
  } catch {
    return 'unknown';
  }
}

function refuseUnfit(read: X509Certificate, key: KeyObject, files: GivenFiles, now: Date): void {
  if (!read.checkPrivateKey(key))
    throw new StartRefused(
      `HEARTH_TLS_KEY (${files.key}) is not the key of the certificate in HEARTH_TLS_CERT (${files.certificate}): name the two that belong together.`,
    );
  if (now.getTime() > Date.parse(read.validTo))
    throw new StartRefused(
      `The certificate in HEARTH_TLS_CERT (${files.certificate}) ended on ${read.validTo}: renew it, or unset HEARTH_TLS_CERT and HEARTH_TLS_KEY.`,
    );
}

function textOf(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : String(error);
    throw new StartRefused(`${setting} names ${file}, which can't be read (${reason}).`);
  }
}

function understood<Content>(setting: string, file: string, what: string, read: () => Content): Content {
  try {
    return read();
  } catch {
    throw new StartRefused(`${setting} names ${file}, which holds no ${what} in PEM form.`);
  }
}
