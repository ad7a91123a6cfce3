import type { IncomingMessage } from 'node:http';
import { type Known, knownHosts } from './known-hosts';

/** Where pages that may listen and change things come from: the public address, or until one is set the hosts that we answer to. */
export function allowedOrigins(
  known: Known,
  own: { readonly port: number; readonly tls: boolean },
): ReadonlySet<string> {
  if (known.url !== undefined) return new Set([new URL(known.url).origin]);
  const scheme = own.tls ? 'https' : 'http';
  return new Set(knownHosts(known).map((name) => new URL(`${scheme}://${name}:${own.port}`).origin));
}

/** True for a page of ours. A request without Origin is refused too: every browser names one. A program sets the header. */
export function isOurs(request: IncomingMessage, allowed: ReadonlySet<string>): boolean {
  const { origin } = request.headers;
  return origin !== undefined && allowed.has(origin);
}
