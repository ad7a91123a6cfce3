import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Visitor } from '@/contracts/people';
import { ADDRESS_HEADER, PATH_HEADER, VISITOR_HEADER } from '@/server/asked-by';
import { answerMetrics, type PageHandler } from '@/server/http';
import type { Metrics } from '@/server/metrics';
import { isOurs } from '@/server/origins';
import type { VisitorBook } from '@/server/people/queries';

/** Files that look the same to everybody. */
const FOR_ALL = /^\/(_next\/static\/|icon\.svg$|favicon\.ico$|robots\.txt$)/;
/** Pages for those who are still outside. */
const OUTSIDE = /^\/(sign-in|setup|join|s|connect)(\/|$)/;
const LONGEST_PATH = 200;
const READS = ['GET', 'HEAD', 'OPTIONS'];

export interface GateParts {
  readonly visitors: VisitorBook;
  /** Where our pages come from. */
  origins(): ReadonlySet<string>;
  readonly isSecure: boolean;
  readonly isDevelopment: boolean;
  readonly log: Logger;
  /** What `/metrics` says: from elsewhere than this machine to those alone who may look. */
  readonly metrics: Pick<Metrics, 'registry'>;
}

/**
 * Stands before every page and the API: who asks is known before anything answers, what changes something comes from our own
 * pages, and what leaves tells browsers to run our scripts alone. The pages read who asks from a header that only this gate writes.
 */
export function createGate(parts: GateParts, pages: PageHandler): PageHandler {
  return (request, response) => {
    guard(request, response, parts);
    const path = pathOf(request.url ?? '/');
    if (path === undefined) return refuse(response, 400, 'This address can’t be read.');
    delete request.headers[VISITOR_HEADER];
    request.headers[PATH_HEADER] = path.slice(0, LONGEST_PATH);
    request.headers[ADDRESS_HEADER] = request.socket.remoteAddress ?? '';
    if (!READS.includes(request.method ?? '') && !isOurs(request, parts.origins()) && !isProgram(request))
      return refuse(response, 403, 'This did not come from a page of this Hearth.');
    if (FOR_ALL.test(path)) return pages(request, response);
    admit(request, response, path, parts, pages).catch((error: unknown) => {
      parts.log.error({ error, path }, 'nobody could say who asks');
      if (!response.headersSent)
        refuse(response, 503, 'Hearth can’t look up who you are right now. Try again.');
    });
  };
}

/** Host and port alone, whatever else the header holds. */
function hostOf({ headers }: IncomingMessage): string {
  const asked = `http://${headers.host ?? ''}`;
  return URL.canParse(asked) ? new URL(asked).host : 'localhost';
}

/** As the pages will read it: dots and escapes are resolved. Undefined for what is no address. */
function pathOf(url: string): string | undefined {
  return URL.canParse(url, 'http://hearth') ? new URL(url, 'http://hearth').pathname : undefined;
}

/** No browser adds this header by itself: whoever sends it wants to. It goes before any cookie. */
function isProgram({ headers }: IncomingMessage): boolean {
  return headers.authorization?.startsWith('Bearer ') ?? false;
}

async function admit(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { visitors, metrics }: GateParts,
  pages: PageHandler,
): Promise<void> {
  const { visitor, setCookies } = await visitors.identify(request.headers);
  if (visitor !== undefined) {
    for (const cookie of setCookies) response.appendHeader('set-cookie', cookie);
    request.headers[VISITOR_HEADER] = encodeURIComponent(JSON.stringify(visitor satisfies Visitor));
  }
  if (visitor !== undefined && path === '/metrics') return answerMetrics(response, metrics);
  if (visitor !== undefined || OUTSIDE.test(path)) return pages(request, response);
  const isSetUp = await visitors.isSetUp();
  if (path.startsWith('/api/') || path === '/metrics') {
    const why = isSetUp
      ? 'Sign in first.'
      : 'Hearth is not set up yet: open the address that its start printed.';
    return refuse(response, 401, why);
  }
  const wanted = request.url === '/' ? '' : `?next=${encodeURIComponent(request.url ?? '')}`;
  response.writeHead(303, {
    location: isSetUp ? `/sign-in${wanted}` : '/setup',
    'cache-control': 'no-store',
  });
  response.end();
}

function refuse(response: ServerResponse, status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify({ error })}\n`);
}

/** What browsers may do with whatever we answer. */
function guard(
  request: IncomingMessage,
  response: ServerResponse,
  { isSecure, isDevelopment }: GateParts,
): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    // Reloading while one develops evaluates what it is sent.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Charts and lists place themselves by style attributes, which no nonce can allow.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // Older Safari doesn't count sockets among 'self'.
    `connect-src 'self' ${isSecure ? 'wss' : 'ws'}://${hostOf(request)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  // Next reads the nonce from here and puts it on its own scripts.
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  if (isSecure) response.setHeader('strict-transport-security', 'max-age=31536000');
}
