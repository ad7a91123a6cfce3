import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { isLoopback } from './beyond-loopback';
import { machineNames } from './machine-names';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Where this process listens, and by which address it is known. */
export interface Known {
  readonly host: string;
  readonly url: string | undefined;
}

/**
 * The hosts that we answer to: this machine's loopback names, the public address, and where we listen beyond loopback the
 * machine's names and addresses at home.
 */
export function knownHosts({ host, url }: Known): readonly string[] {
  const home = isLoopback(host) ? [] : machineNames(url).map((name) => (isIPv6(name) ? `[${name}]` : name));
  const own = url === undefined ? [] : [new URL(url).hostname];
  return [...new Set([...LOOPBACK, ...home, ...own])];
}

/**
 * Is a request for one of them? A page elsewhere can point a name of its own at this machine (DNS rebinding) and would then
 * read what it likes: its requests carry that name.
 */
export function isForUs(asked: string | undefined, known: Known): boolean {
  const host = nameOf(`http://${asked ?? ''}`);
  return host !== undefined && knownHosts(known).includes(host);
}

/** Does somebody on this machine ask, by one of its loopback names? Not whoever comes through a proxy that stands on it. */
export function isFromHere({ socket, headers }: IncomingMessage): boolean {
  return (
    isLoopback(socket.remoteAddress ?? '') && LOOPBACK.includes(nameOf(`http://${headers.host ?? ''}`) ?? '')
  );
}

function nameOf(url: string): string | undefined {
  try {
    return new URL(url).hostname;
  } catch {
    return undefined;
  }
}
