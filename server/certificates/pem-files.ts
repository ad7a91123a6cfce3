import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';
import { StartRefused } from '@/server/start-refused';
import type { Kind } from './files';

const newKeys = promisify(generateKeyPair);
const OWNER_ALONE = 0o600;
const EVERYBODY_READS = 0o644;

/** What a file holds; one that is there and can't be understood is broken. */
export type Found<Content> = Content | 'missing' | 'broken';

/** Also sees to it that nobody but its owner can read it. */
export function readKey(file: string): Found<KeyObject> {
  const text = readText(file);
  if (text === undefined) return 'missing';
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ALONE);
  return understood(() => createPrivateKey(text));
}

export function readCertificate(file: string): Found<X509Certificate> {
  const text = readText(file);
  return text === undefined ? 'missing' : understood(() => new X509Certificate(text));
}

/** The key in a file; a new one where there is none, or none that can be understood. */
export async function keyIn(file: string, kind: Kind): Promise<KeyObject> {
  const found = readKey(file);
  if (typeof found !== 'string') return found;
  if (found === 'broken') rmSync(file, { force: true });
  const { privateKey } = await (kind === 'ec'
    ? newKeys('ec', { namedCurve: 'P-256' })
    : newKeys('rsa', { modulusLength: 2048 }));
  writeOnce(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), OWNER_ALONE);
  return createPrivateKey(readFileSync(file));
}

/** It is there whole or not at all, also after a power cut. */
export function replaceCertificate(file: string, pem: string): void {
  renameSync(writeDraft(file, pem, EVERYBODY_READS), file);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    if (code !== 'EACCES') throw error;
    throw new StartRefused(`${file} may not be read by this user: start Hearth as the user that owns it.`);
  }
}

function understood<Content>(read: () => Content): Content | 'broken' {
  try {
    return read();
  } catch {
    return 'broken';
  }
}

/** Leaves a file that is there as it is: of two that write at the same time the first has written. */
function writeOnce(file: string, text: string, mode: number): void {
  const draft = writeDraft(file, text, mode);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(file: string, text: string, mode: number): string {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  const opened = openSync(draft, 'wx', mode);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  return draft;
}
