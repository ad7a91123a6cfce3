import { X509Certificate } from 'node:crypto';
import { filesIn, KINDS } from './files';
import { type Fingerprints, fingerprintsOf } from './fingerprints';
import type { GivenFiles } from './given-certificate';
import { readCertificate } from './pem-files';

export interface CertificateFacts extends Fingerprints {
  readonly file: string;
  /** Of its key. */
  readonly kind: 'EC' | 'RSA' | 'other';
  readonly names: readonly string[];
  readonly validFrom: Date;
  readonly validUntil: Date;
}

export interface CertificatesReport {
  /** What devices have to trust, and a person has to compare; undefined where files are given, or none was made yet. */
  readonly authority: CertificateFacts | undefined;
  /** What the server shows: one of these, whichever the client understands. */
  readonly server: readonly CertificateFacts[];
}

/** The certificates in the files of a data directory, or in the one that is given: what is shown within a minute. */
export function readCertificates(of: {
  readonly dataDir: string;
  readonly given: GivenFiles | undefined;
}): CertificatesReport {
  if (of.given !== undefined) return { authority: undefined, server: factsIn([of.given.certificate]) };
  const files = filesIn(of.dataDir);
  const [authority] = factsIn([files.authority.certificate]);
  return { authority, server: factsIn(KINDS.map((kind) => files.server(kind).certificate)) };
}

function factsIn(files: readonly string[]): readonly CertificateFacts[] {
  return files.flatMap((file) => {
    const certificate = readCertificate(file);
    return certificate instanceof X509Certificate ? [factsOf(file, certificate)] : [];
  });
}

function factsOf(file: string, certificate: X509Certificate): CertificateFacts {
  const { asymmetricKeyType: type } = certificate.publicKey;
  return {
    file,
    kind: type === 'ec' ? 'EC' : type === 'rsa' ? 'RSA' : 'other',
    names: namesIn(certificate.subjectAltName ?? ''),
    validFrom: new Date(certificate.validFrom),
    validUntil: new Date(certificate.validTo),
    ...fingerprintsOf(certificate),
  };
}

/** `DNS:hearth.local, IP Address:127.0.0.1` */
function namesIn(alternativeNames: string): readonly string[] {
  return alternativeNames
    .split(', ')
    .filter(Boolean)
    .map((name) => {
      const value = name.slice(name.indexOf(':') + 1);
      return value.includes(':') ? new URL(`http://[${value}]`).hostname.slice(1, -1) : value;
    });
}
