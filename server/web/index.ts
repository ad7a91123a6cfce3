import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import next from 'next';
import type { Context, Running } from '@/server/context';
import type { PageHandler } from '@/server/http';
import { allowedOrigins } from '@/server/origins';
import { tidyPeople } from '@/server/people/commands';
import { createVisitorBook, openPeople } from '@/server/people/queries';
import { projectRoot } from '@/server/project-root';
import { startRehearsalThread } from '@/server/rehearsal-thread';
import { createCluster } from '@/server/stream/admin/cluster';
import { createMessageReader } from '@/server/stream/admin/message-reader';
import { startLogReader } from '@/server/stream/log-reader';
import { createGate } from './gate';
import { handToPages } from './handed';
import { startPipelineWatch } from './pipeline';
import { brokerForDevices, readDeviceTrust, readReach } from './reach';

/** Nobody looks at an empty page for longer: a sentence says more. */
const CLUSTER_WITHIN_MS = 4_000;
const TIDY_EVERY_MS = 3_600_000;

type NextServer = ReturnType<typeof next>;

/** Serves the pages on the shared HTTP server; with `npm run dev` from the sources, else as they were built. */
export async function startWeb(context: Context): Promise<Running> {
  const { http, pages, health, log, kafka, metrics, homeZone, database, addresses } = context;
  const reader = await startLogReader({ kafka, log });
  const cluster = createCluster(kafka, CLUSTER_WITHIN_MS);
  const pipeline = await startPipelineWatch(context, reader);
  const messages = createMessageReader(kafka, CLUSTER_WITHIN_MS);
  const { search, dataDir, host, url, tls } = context.config;
  const people = openPeople(database, { dataDir, url: addresses.url });
  handToPages({
    log: reader,
    kafka,
    startRehearsalThread,
    cluster,
    messages,
    pipeline: pipeline.report,
    metrics,
    health,
    search,
    dataDir,
    homeZone,
    people,
    publicUrl: addresses.url,
    brokerAddresses: () => brokerForDevices(context.config, addresses),
    deviceTrust: () => readDeviceTrust(context.config),
    reach: () => readReach(context.config, addresses.url, addresses.homeName),
  });
  const dev = process.env.NODE_ENV === 'development';
  const app = next({ dev, dir: projectRoot(), quiet: !dev });
  await app.prepare();
  const handle = app.getRequestHandler();
  const serve: PageHandler = (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ error, path: request.url }, 'a page failed');
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('This page failed; the log says why.\n');
    });
  };
  const isSecure = addresses.url.startsWith('https:');
  const origins = () => allowedOrigins({ host, url }, { port: portOf(http), tls: tls.pages });
  pages.handler = createGate(
    { visitors: createVisitorBook(people), origins, isSecure, isDevelopment: dev, log, metrics },
    serve,
  );
  const stopReloading = dev ? serveReloads(http, app) : () => undefined;
  const tidying = setInterval(() => {
    tidyPeople(people).catch((error: unknown) => log.debug({ error }, 'old sessions were not cleared away'));
  }, TIDY_EVERY_MS);
  health.watch('web', () => ({ ready: true }));
  return {
    stop: async () => {
      clearInterval(tidying);
      stopReloading();
      pages.handler = undefined;
      await app.close();
      await pipeline.stop();
      cluster.stop();
      messages.stop();
      await reader.stop();
    },
  };
}

/** Next's own socket tells the browser what changed; all other upgrades belong to the live role. */
function serveReloads(http: Context['http'], app: NextServer): () => void {
  const upgrade = app.getUpgradeHandler();
  const forward = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith('/_next/')) void upgrade(request, socket, head);
  };
  http.on('upgrade', forward);
  return () => void http.off('upgrade', forward);
}

function portOf(http: Context['http']): number {
  return (http.address() as AddressInfo).port;
}
