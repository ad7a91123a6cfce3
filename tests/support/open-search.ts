import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { searchForTests } from '@/scripts/bootstrap/search-jars.mjs';
import { type Child, startChild } from '@/server/embedded/child';
import { freePort } from '@/server/embedded/free-port';
import { projectRoot } from '@/server/project-root';

const LOWEST_PORT = 9_201;
const PORTS = 99;
const TRIES = 500;
const READY_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 100;

export interface OpenSearchOptions {
  /** What it keeps; another start on it goes on. */
  readonly folder: string;
  /** 0: a free one from 9201 to 9299. */
  readonly port: number;
  /** As a server that runs for long: it starts more slowly, and is faster then. */
  readonly isLasting?: boolean;
  /** Lines of opensearch.yml. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

/** A real OpenSearch, one node, on loopback. */
export interface OpenSearch {
  readonly url: string;
  readonly port: number;
  readonly child: Child;
}

/** Starts one from Maven's jars; resolves when it serves. */
export async function startOpenSearch({
  folder,
  port,
  isLasting = false,
  settings = {},
}: OpenSearchOptions): Promise<OpenSearch> {
  const search = searchForTests();
  const http = port === 0 ? await freePortInRange() : port;
  writeSettings(folder, settings);
  const child = startChild(
    {
      name: 'OpenSearch',
      command: search.java,
      args: [
        '-Xms256m',
        '-Xmx512m',
        ...(isLasting ? [] : ['-XX:TieredStopAtLevel=1']),
        '-cp',
        path.join(projectRoot(), search.folder, 'libs', '*'),
        'org.codelibs.opensearch.runner.OpenSearchRunner',
        '-basePath',
        folder,
        '-numOfNode',
        '1',
        '-baseHttpPort',
        // The runner counts its nodes from 1.
        String(http - 1),
        '-clusterName',
        `hearth-tests-${http}`,
      ],
      stopSignal: 'SIGTERM',
    },
    pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
  );
  const url = `http://127.0.0.1:${http}`;
  await ready(url, child);
  return { url, port: http, child };
}

/** The runner takes no other ports. */
async function freePortInRange(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
    const free = await freePort(port, { name: 'the test' }).catch(() => undefined);
    if (free !== undefined) return free;
  }
  throw new Error(`no free port from ${LOWEST_PORT} on`);
}

function writeSettings(folder: string, settings: NonNullable<OpenSearchOptions['settings']>): void {
  const config = path.join(folder, 'node_1', 'config');
  mkdirSync(config, { recursive: true });
  const all = { 'discovery.type': 'single-node', ...settings };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  writeFileSync(path.join(config, 'opensearch.yml'), `${lines.join('\n')}\n`);
}

async function ready(url: string, child: Child): Promise<void> {
  const endsMs = Date.now() + READY_WITHIN_MS;
  while (Date.now() < endsMs) {
    if (child.hasEnded()) break;
    const health = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=5s`).catch(
      () => undefined,
    );
    if (health?.ok) return;
    await wait(LOOK_EVERY_MS);
  }
  await child.stop();
  throw new Error(`OpenSearch did not start:\n${child.tail().join('\n')}`);
}
