import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { elasticsearchForTests } from '@/scripts/bootstrap/search-jars.mjs';
import { type Child, startChild } from '@/server/embedded/child';
import { freePort } from '@/server/embedded/free-port';
import { projectRoot } from '@/server/project-root';
import { type SearchProxy, startSearchProxy } from './search-proxy';

const READY_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 100;

/** A real Elasticsearch 9, one node, on loopback. */
export interface Elasticsearch {
  /** Through a proxy that answers what the published jars leave out: who it is. */
  readonly url: string;
  readonly door: string;
  readonly child: Child;
  stop(): Promise<void>;
}

/** Whether this machine has what it needs. */
export function canStartElasticsearch(): boolean {
  return elasticsearchForTests() !== undefined;
}

export async function startElasticsearch(folder: string): Promise<Elasticsearch> {
  const found = elasticsearchForTests();
  if (found === undefined) throw new Error('Elasticsearch needs a JDK of version 21 or newer');
  const own = path.join(projectRoot(), found.folder);
  layOut(own, folder);
  const port = await freePort(0, { name: 'the test' });
  const child = startChild(
    {
      name: 'Elasticsearch',
      command: found.java,
      args: [
        ...['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '--enable-native-access=ALL-UNNAMED'],
        ...['-Dio.netty.noUnsafe=true', '-Dlog4j2.disable.jmx=true', '-Dlog4j.shutdownHookEnabled=false'],
        ...[
          '-cp',
          path.join(own, 'libs', 'server', '*'),
          path.join(own, 'Launcher.java'),
          folder,
          String(port),
        ],
      ],
      stopSignal: 'SIGTERM',
    },
    pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
  );
  const door = `http://127.0.0.1:${port}`;
  await ready(door, child);
  const proxy = await withRoot(door);
  return {
    url: proxy.url,
    door,
    child,
    stop: async () => {
      await proxy.stop();
      await child.stop();
    },
  };
}

/** The server loads its HTTP from a folder of modules. */
function layOut(own: string, home: string): void {
  const module = path.join(home, 'modules', 'transport-netty4');
  mkdirSync(module, { recursive: true });
  cpSync(path.join(own, 'libs', 'transport-netty4'), module, { recursive: true });
  cpSync(path.join(own, 'plugin-descriptor.properties'), path.join(module, 'plugin-descriptor.properties'));
}

async function ready(url: string, child: Child): Promise<void> {
  const endsMs = Date.now() + READY_WITHIN_MS;
  while (Date.now() < endsMs && !child.hasEnded()) {
    const health = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=5s`).catch(
      () => undefined,
    );
    if (health?.ok) return;
    await wait(LOOK_EVERY_MS);
  }
  await child.stop();
  throw new Error(`Elasticsearch did not start:\n${child.tail().join('\n')}`);
}

/** GET / as a distribution answers it, of what the node itself says. */
async function withRoot(door: string): Promise<SearchProxy> {
  const nodes = await (await fetch(`${door}/_nodes/_local`)).json();
  const [node] = Object.values<{ version: string }>(nodes.nodes);
  const { cluster_uuid: uuid } = await (await fetch(`${door}/_cluster/state/metadata`)).json();
  const root = {
    name: 'one',
    cluster_name: nodes.cluster_name,
    cluster_uuid: uuid,
    version: { number: node?.version, build_flavor: 'default' },
    tagline: 'You Know, for Search',
  };
  const proxy = await startSearchProxy(door);
  proxy.meddle(({ url }, answer) => {
    if (url !== '/') return false;
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(root));
    return true;
  });
  return proxy;
}
