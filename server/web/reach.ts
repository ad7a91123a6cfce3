import { isIP, isIPv6 } from 'node:net';
import type { Reach } from '@/contracts/reach';
import { isLoopback } from '@/server/beyond-loopback';
import { readCertificates } from '@/server/certificates/queries';
import type { Config } from '@/server/config';
import { machineNames } from '@/server/machine-names';

type Known = Pick<Config, 'host' | 'url' | 'tls' | 'dataDir'>;

/** How devices at home reach these pages; `publicUrl`: where links lead. */
export function readReach({ host, url, tls, dataDir }: Known, publicUrl: string): Reach {
  const { protocol, port, hostname } = new URL(publicUrl);
  const isOwn = protocol === 'https:' && url === undefined && tls.given === undefined;
  const names = isLoopback(host) || url !== undefined ? [] : machineNames(undefined).filter(leadsHere);
  const addressOf = (name: string) =>
    new URL(`${protocol}//${isIPv6(name) ? `[${name}]` : name}:${port}`).origin;
  return {
    url: publicUrl,
    isBeyond: !isLoopback(hostname.replace(/^\[|\]$/g, '')),
    others: names.map(addressOf).filter((other) => other !== publicUrl),
    fingerprint: isOwn ? readCertificates({ dataDir, given: undefined }).authority?.sha256 : undefined,
  };
}

/** Not the names that mean each device itself, nor those without a dot, which few networks know. */
function leadsHere(name: string): boolean {
  if (isIP(name) !== 0) return !isLoopback(name);
  return name.includes('.');
}
