import { type KeyObject, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { StartRefused } from '@/server/start-refused';
import { issueAuthority } from './issue';
import { keyIn, readCertificate, readKey, replaceCertificate } from './pem-files';

/** Who vouches for this home's server: devices trust its certificate once, and whatever it issues from then on. */
export interface Authority {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

interface Files {
  readonly key: string;
  readonly certificate: string;
}

/**
 * The home's CA, made when there is none. Where a certificate of one stands, devices trust it: without its key it is not
 * replaced, but told in one sentence.
 */
export async function openAuthority(files: Files, now: Date): Promise<Authority> {
  const found = readKey(files.key);
  if (typeof found === 'string' && existsSync(files.certificate))
    throw refused(files, `its key ${files.key} is ${found}`);
  const key = await keyIn(files.key, 'ec');
  const standing = readCertificate(files.certificate);
  if (standing instanceof X509Certificate) return checked({ key, certificate: standing }, files, now);
  const pem = await issueAuthority(key, now);
  replaceCertificate(files.certificate, pem);
  return { key, certificate: new X509Certificate(pem) };
}

function checked(authority: Authority, files: Files, now: Date): Authority {
  const { key, certificate } = authority;
  if (!certificate.checkPrivateKey(key)) throw refused(files, `the key in ${files.key} is another one's`);
  if (now.getTime() > Date.parse(certificate.validTo))
    throw refused(files, `it ended on ${certificate.validTo}`);
  return authority;
}

function refused({ key, certificate }: Files, problem: string): StartRefused {
  return new StartRefused(
    `The home's CA in ${certificate} can't issue certificates: ${problem}. Bring both files back from a backup; or remove ${certificate} and ${key}, and a new CA is made, which every device has to be told to trust.`,
  );
}
