import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Health } from './health';
import { isForUs } from './known-hosts';
import type { Metrics } from './metrics';

const NOT_OURS =
  'Hearth answers to the names of this machine and of HEARTH_URL alone: open it by one of these, or set HEARTH_URL.\n';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** The one HTTP server: answers `/healthz`, `/readyz` and `/metrics` itself, hands the rest to the pages. */
export function createHttpServer(parts: {
  readonly health: Health;
  readonly metrics: Metrics;
  /** The public address, when one is set. */
  readonly publicUrl: string | undefined;
  pages: () => PageHandler | undefined;
}): Server {
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/healthz') return answer(response, 200, 'text/plain', 'ok\n');
    if (!isForUs(request.headers.host, parts.publicUrl)) return answer(response, 421, 'text/plain', NOT_OURS);
    if (path === '/readyz') {
      const report = parts.health.report();
      return answer(response, report.ready ? 200 : 503, 'application/json', `${JSON.stringify(report)}\n`);
    }
    if (path === '/metrics') return void answerMetrics(response, parts.metrics);
    const pages = parts.pages();
    if (pages === undefined)
      return answer(response, 404, 'text/plain', 'No pages here: this process does not run the web role.\n');
    pages(request, response);
  });
}

async function answerMetrics(response: ServerResponse, metrics: Metrics): Promise<void> {
  answer(response, 200, metrics.registry.contentType, await metrics.registry.metrics());
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
