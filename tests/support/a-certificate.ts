import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';

/** Files of a key and of a certificate for 127.0.0.1 that nobody but itself has signed. */
export function aCertificate(
  folder: string,
  name = 'server',
): { readonly key: string; readonly cert: string } {
  const [key, cert] = [path.join(folder, `${name}-key.pem`), path.join(folder, `${name}-cert.pem`)];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  chmodSync(key, 0o600);
  return { key, cert };
}
