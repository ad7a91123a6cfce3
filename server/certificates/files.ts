import path from 'node:path';

/** Clients that know EC get the first; those that know RSA alone (Tasmota pins no other) the second. */
export const KINDS = ['ec', 'rsa'] as const;
export type Kind = (typeof KINDS)[number];

/** Where the CA and the server's certificates of a data directory are. */
export function filesIn(dataDir: string) {
  const folder = path.join(dataDir, 'tls');
  const server = (kind: Kind) => {
    const name = kind === 'ec' ? 'server' : 'server-rsa';
    return { key: path.join(folder, `${name}.key`), certificate: path.join(folder, `${name}.pem`) };
  };
  return {
    folder,
    authority: { key: path.join(folder, 'ca.key'), certificate: path.join(folder, 'ca.pem') },
    server,
  };
}
