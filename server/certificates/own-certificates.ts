import { type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Authority } from './authority';
import { type filesIn, KINDS } from './files';
import type { Identity } from './identity';
import { issueServer } from './issue';
import { keyIn, readCertificate, replaceCertificate } from './pem-files';

/** With less of its life left a certificate is renewed. */
const SHARE_LEFT = 1 / 3;

/**
 * What the home's server shows, issued by its CA: as it lies in the data directory, or made anew where it no longer fits. The
 * keys stay: a device that has learned one by heart knows the renewed certificate, too.
 */
export async function ownCertificates(
  files: ReturnType<typeof filesIn>,
  authority: Authority,
  home: { readonly names: readonly string[]; readonly now: Date },
): Promise<Identity> {
  const pairs = await Promise.all(
    KINDS.map(async (kind) => {
      const { key: keyFile, certificate: file } = files.server(kind);
      const key = await keyIn(keyFile, kind);
      const standing = readCertificate(file);
      const fits = standing instanceof X509Certificate && stillFits(standing, { ...home, key, authority });
      if (fits) return { key, certificate: standing };
      const pem = await issueServer({ authority: authority.key, server: key }, home.names, home.now);
      replaceCertificate(file, pem);
      return { key, certificate: new X509Certificate(pem) };
    }),
  );
  return {
    certificates: pairs.map(({ certificate }) => certificate.toString()),
    keys: pairs.map(({ key }) => key.export({ type: 'pkcs8', format: 'pem' }).toString()),
    validUntil: new Date(Math.min(...pairs.map(({ certificate }) => Date.parse(certificate.validTo)))),
  };
}

/** Names that were given up stay until it is renewed: they do no harm, and networks come and go. */
export function stillFits(
  certificate: X509Certificate,
  home: {
    readonly authority: Authority;
    readonly key: KeyObject;
    readonly names: readonly string[];
    readonly now: Date;
  },
): boolean {
  const { authority, key, names, now } = home;
  return (
    certificate.checkIssued(authority.certificate) &&
    certificate.verify(authority.certificate.publicKey) &&
    certificate.checkPrivateKey(key) &&
    (isWrong(now, authority) || isInTime(certificate, now)) &&
    names.every((name) => covers(certificate, name))
  );
}

/** A machine without a battery clock begins in 1970: until it knows the time, nothing is judged by it. */
function isWrong(now: Date, { certificate }: Authority): boolean {
  return now.getTime() < Date.parse(certificate.validFrom);
}

function isInTime({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  const [from, until] = [Date.parse(validFrom), Date.parse(validTo)];
  return from <= now.getTime() && until - now.getTime() >= (until - from) * SHARE_LEFT;
}

function covers(certificate: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
}
