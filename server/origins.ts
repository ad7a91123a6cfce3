import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Where pages that may listen come from: the public address, or until one is set this machine's names for the port. */
export function allowedOrigins(publicUrl: string | undefined, port: number): ReadonlySet<string> {
  if (publicUrl !== undefined) return new Set([new URL(publicUrl).origin]);
  return new Set(LOOPBACK_NAMES.map((name) => new URL(`http://${name}:${port}`).origin));
}

/**
 * True for a page of ours. A request without Origin is refused too: every browser names one, and until people log in
 * nothing else has a reason to listen here. A tool on this machine sets the header.
 */
export function isOurs(request: IncomingMessage, allowed: ReadonlySet<string>): boolean {
  const { origin } = request.headers;
  return origin !== undefined && allowed.has(origin);
}
