import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Certificates } from './certificates/index';
import type { Health } from './health';
import { isForUs, isFromHere, type Known } from './known-hosts';
import type { Metrics } from './metrics';

const NOT_OURS =
  'Hearth answers to the names of this machine and of HEARTH_URL alone: open it by one of these, or set HEARTH_URL.\n';

const NO_CA =
  'No CA of this home here: its certificate comes from files of its own, or this process has no TLS.\n';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void;

interface Parts {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly known: Known;
  readonly certificates: Certificates | undefined;
  /** Listens with TLS, and shows what `certificates` has. */
  readonly tls: boolean;
  pages: () => PageHandler | undefined;
}

/**
 * The one HTTP server: answers `/healthz`, `/readyz`, `/metrics` and `/ca.pem` itself, hands the rest to the pages.
 */
export function createHttpServer(parts: Parts): Server {
  const { tls, certificates } = parts;
  if (!tls || certificates === undefined) return createServer(answersOf(parts));
  const server = createTlsServer(certificates.serverOptions(), answersOf(parts));
  certificates.renewIn(server);
  return server;
}

function answersOf(parts: Parts): PageHandler {
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/healthz') return answer(response, 200, 'text/plain', 'ok\n');
    // Everybody may have it, under whichever name they reach us: it is what makes a device trust this one.
    if (path === '/ca.pem' || path === '/ca.crt')
      return answerAuthority(response, path, parts.certificates?.authorityPem);
    if (!isForUs(request.headers.host, parts.known)) return answer(response, 421, 'text/plain', NOT_OURS);
    if (path === '/readyz') {
      const report = parts.health.report();
      return answer(response, report.ready ? 200 : 503, 'application/json', `${JSON.stringify(report)}\n`);
    }
    // From elsewhere they need a token, which the pages' gate knows.
    if (path === '/metrics' && isFromHere(request)) return void answerMetrics(response, parts.metrics);
    const pages = parts.pages();
    if (pages === undefined)
      return answer(response, 404, 'text/plain', 'No pages here: this process does not run the web role.\n');
    pages(request, response);
  };
}

/** A file for programs, and one that phones offer to install. */
function answerAuthority(
  response: ServerResponse,
  path: '/ca.pem' | '/ca.crt',
  pem: string | undefined,
): void {
  if (pem === undefined) {
    answer(response, 404, 'text/plain', NO_CA);
    return;
  }
  response.setHeader('content-disposition', `attachment; filename="hearth-${path.slice(1)}"`);
  answer(response, 200, path === '/ca.crt' ? 'application/x-x509-ca-cert' : 'application/x-pem-file', pem);
}

export async function answerMetrics(
  response: ServerResponse,
  metrics: Pick<Metrics, 'registry'>,
): Promise<void> {
  answer(response, 200, metrics.registry.contentType, await metrics.registry.metrics());
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
