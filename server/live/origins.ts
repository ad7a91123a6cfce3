import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Where pages that may listen come from: the public address, or until one is set this machine's names for the port. */
export function allowedOrigins(
  publicUrl: string | undefined,
  own: { readonly port: number; readonly tls: boolean },
): ReadonlySet<string> {
  if (publicUrl !== undefined) return new Set([new URL(publicUrl).origin]);
  const scheme = own.tls ? 'https' : 'http';
  return new Set(LOOPBACK_NAMES.map((name) => new URL(`${scheme}://${name}:${own.port}`).origin));
}

/**
 * True for a page of ours. A request without Origin is refused too: every browser names one, and until people log in
 * nothing else has a reason to listen here. A tool on this machine sets the header.
 */
export function isOurs(request: IncomingMessage, allowed: ReadonlySet<string>): boolean {
  const { origin } = request.headers;
  return origin !== undefined && allowed.has(origin);
}
