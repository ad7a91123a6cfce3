import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { topicPlans } from '@/contracts/topics';
import { beyondThisMachine } from './beyond-loopback';
import { type Certificates, startCertificates } from './certificates/index';
import type { Config, RoleName } from './config';
import type { Context, Running } from './context';
import { type Database, openDatabase } from './database';
import { startDemo } from './demo/index';
import { portRefused } from './embedded/free-port';
import { startOf } from './embedded/process-identity';
import type { Surroundings } from './embedded/supervise';
import { startFinding } from './finding/index';
import { createHealth, type Health } from './health';
import { type HearthLock, takeLock, tryLock } from './hearth-lock';
import { watchHomeZone } from './home-zone';
import { createHttpServer } from './http';
import { withOwnLogin } from './logins/index';
import { hostInAddress } from './machine-names';
import { createMetrics } from './metrics';
import { migrate } from './migrate';
import { setupPath } from './people/commands';
import type { Progress } from './progress';
import { waitForDatabase, waitForKafka } from './reachable';
import { removeRunFile, writeRunFile } from './run-file';
import { type Found, findServers } from './servers';
import type { Shutdown } from './shutdown';
import { ensureTopics } from './stream/topics';
import type { KafkaSettings } from './stream/types';

export interface Start {
  readonly config: Config;
  readonly roles: readonly (readonly [RoleName, (context: Context) => Promise<Running>])[];
  readonly log: Logger;
  readonly progress: Progress;
  readonly shutdown: Shutdown;
  /** Aborted when Hearth is told to stop while it starts. */
  readonly signal: AbortSignal;
  fail(reason: string): void;
}

/** Brings up everything this process runs; what it has begun is in `shutdown`, also when it throws. */
export async function startHearth(start: Start): Promise<void> {
  const { config, shutdown, signal } = start;
  mkdirSync(config.dataDir, { recursive: true });
  const lock = await lockDataDir(config, shutdown);
  const front = await openFront(start);
  const servers = await bringUpServers(start, front, lock);
  signal.throwIfAborted();
  const { log, fail } = start;
  const context: Context = { ...front, ...servers, config, log, fail, stopping: signal };
  await startRoles(start, context);
  signal.throwIfAborted();
  const setupUrl = config.roles.includes('web') ? await setupAddress(context) : undefined;
  if (lock !== undefined) announce(context, shutdown, setupUrl);
  const demo = startDemo(context);
  shutdown.add('demo', () => demo.stop());
  for (const line of beyondThisMachine(config, { mqttsUrl: forOthers(context) })) start.progress.say(line);
  start.progress.say(`Hearth is ready after ${start.progress.seconds()}: ${context.addresses.url}`);
  if (setupUrl !== undefined) start.progress.say(`Open this to make its first admin: ${setupUrl}`);
  const finding = await startFinding(context);
  shutdown.add('finding', () => finding.stop());
  const { homeName } = context.addresses;
  if (homeName !== undefined) start.progress.say(`Devices at home find it as ${homeName}.`);
}

/** The broker's address as others at home write it: what listens everywhere is known here by the loopback address. */
function forOthers({ addresses: { mqttsUrl }, config }: Context): string | undefined {
  return mqttsUrl?.replace('//127.0.0.1:', `//${hostInAddress(config.mqtt.host)}:`);
}

/** Whoever starts servers needs the data directory for itself; others may share it with a Hearth that does. */
async function lockDataDir(config: Config, shutdown: Shutdown): Promise<HearthLock | undefined> {
  const lock = await (config.embeds ? takeLock : tryLock)(config.dataDir);
  if (lock !== undefined) shutdown.add('lock', () => lock.release());
  return lock;
}

type Front = Pick<Context, 'metrics' | 'health' | 'http' | 'pages' | 'addresses' | 'certificates'>;

/** `/healthz`, `/readyz` and `/metrics` answer from here on, the pages once their role has started. */
async function openFront(start: Start): Promise<Front> {
  const { config, shutdown } = start;
  const metrics = createMetrics();
  const health = createHealth(config.roles);
  const certificates = await openCertificates(start, health);
  const pages: Context['pages'] = { handler: config.roles.includes('web') ? stillStarting : undefined };
  const http = createHttpServer({
    health,
    metrics,
    known: config,
    certificates,
    tls: config.tls.pages,
    pages: () => pages.handler,
  });
  const port = await listen(http, config);
  shutdown.add('http', () => close(http));
  return {
    metrics,
    health,
    http,
    pages,
    certificates,
    addresses: {
      url: config.url ?? `${config.tls.pages ? 'https' : 'http'}://${hostInAddress(config.host)}:${port}`,
      mqttUrl: undefined,
      mqttsUrl: undefined,
    },
  };
}

/** Only where something is served with TLS: pages, when the settings say so, and MQTT. */
async function openCertificates(
  { config, log, shutdown }: Start,
  health: Health,
): Promise<Certificates | undefined> {
  const takesMqtt = config.roles.includes('ingest') && config.broker === undefined;
  if (!config.tls.pages && !takesMqtt) return undefined;
  const { dataDir, url: publicUrl, tls } = config;
  const certificates = await startCertificates({ dataDir, given: tls.given, publicUrl, log });
  shutdown.add('certificates', () => certificates.stop());
  health.watch('certificates', () => certificates.readiness());
  return certificates;
}

const stillStarting: Context['pages']['handler'] = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1', 'cache-control': 'no-store' });
  response.end('Hearth is starting.\n');
};

async function listen(http: Server, { host, port }: Config): Promise<number> {
  http.listen({ host, port, exclusive: true });
  try {
    await once(http, 'listening');
  } catch (error) {
    throw portRefused(port, { name: 'HEARTH_PORT' }, error);
  }
  return (http.address() as AddressInfo).port;
}

/** A role may have closed it already, with its sockets. */
async function close(http: Server): Promise<void> {
  const closed = new Promise((resolve) => http.close(resolve));
  http.closeAllConnections();
  await closed;
}

async function bringUpServers(
  start: Start,
  { health }: Front,
  lock: HearthLock | undefined,
): Promise<Pick<Context, 'kafka' | 'database' | 'homeZone'>> {
  const around: Surroundings = {
    log: start.log,
    signal: start.signal,
    onChild: (name, child) => lock?.noteChild(name, child),
    onGone: start.fail,
  };
  const servers = findServers(start.config, { ...start, around, health });
  const both = [
    servers.kafka.then((found) => prepareKafka(start, found)),
    servers.database.then((found) => prepareDatabase(start, found)),
  ] as const;
  // Both are waited for even when one fails: what has started must be known before it can be stopped.
  await Promise.allSettled(both);
  const [kafka, { database, timeZone }] = await Promise.all(both);
  const zone = watchHomeZone(database.pool, timeZone, start.log);
  start.shutdown.add('home zone', () => zone.stop());
  return { kafka, database, homeZone: zone.current };
}

async function prepareKafka(
  start: Start,
  { at, embedded }: Found<readonly string[]>,
): Promise<KafkaSettings> {
  const kafka: KafkaSettings = { brokers: at, clientId: 'hearth' };
  if (!embedded) await waitForKafka(kafka, start.signal);
  const plans = topicPlans(start.config.rawRetentionDays);
  await start.progress.timed('streams', () => ensureTopics(kafka, plans, { embedded }));
  return kafka;
}

async function prepareDatabase(
  start: Start,
  { at: url, embedded }: Found<string>,
): Promise<{ database: Database; timeZone: string }> {
  if (!embedded) await waitForDatabase(url, start.signal);
  await start.progress.timed('database', () => migrate(url, start.log));
  // The pages are bundled apart and find their database here.
  process.env.DATABASE_URL = url;
  const database = openDatabase(url);
  start.shutdown.add('database', () => database.close());
  return { database, timeZone: await settleHome(database, start.config.timeZone) };
}

/** Answers with the home's zone: what its admin said, before that the one that is set, on the first start the machine's. */
async function settleHome({ pool }: Database, timeZone: string | undefined): Promise<string> {
  const { rows } = await pool.query<{ zone: string }>(
    `INSERT INTO home AS known (id, name, time_zone) VALUES (1, 'Home', coalesce($1, $2))
     ON CONFLICT (id) DO UPDATE
        SET time_zone = CASE WHEN known.set_up_at IS NULL THEN coalesce($1, known.time_zone) ELSE known.time_zone END
     RETURNING time_zone AS zone`,
    [timeZone ?? null, Intl.DateTimeFormat().resolvedOptions().timeZone],
  );
  return rows[0]?.zone ?? 'UTC';
}

async function startRoles(
  { config, roles, progress, shutdown, signal }: Start,
  context: Context,
): Promise<void> {
  const running = new Map<RoleName, Running>();
  // The last that is added ends first.
  for (const [name] of roles.toReversed()) shutdown.add(name, () => running.get(name)?.stop());
  for (const [name, startRole] of roles) {
    if (!config.roles.includes(name)) continue;
    signal.throwIfAborted();
    running.set(name, await progress.timed(name, () => startRole(context)));
  }
}

/** It works once, and is known to whoever sees what the start prints. */
async function setupAddress({ addresses, database }: Context): Promise<string | undefined> {
  const path = await setupPath(database);
  return path === undefined ? undefined : `${addresses.url}${path}`;
}

/** A broker of one's own has logins of its own. */
function forThisMachine({ broker, dataDir }: Config, mqttUrl: string): string {
  return broker === undefined ? withOwnLogin(mqttUrl, dataDir, 'machine') : mqttUrl;
}

function announce(
  { config, addresses, kafka, database }: Context,
  shutdown: Shutdown,
  setupUrl: string | undefined,
): void {
  shutdown.add('run.json', () => removeRunFile(config.dataDir));
  writeRunFile(config.dataDir, {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    url: addresses.url,
    ...(setupUrl !== undefined && { setupUrl }),
    ...(addresses.mqttUrl !== undefined && { mqttUrl: forThisMachine(config, addresses.mqttUrl) }),
    ...(addresses.mqttsUrl !== undefined && { mqttsUrl: addresses.mqttsUrl }),
    kafkaBrokers: kafka.brokers.join(','),
    databaseUrl: database.url,
    ...(config.search.url !== undefined && { elasticsearchUrl: config.search.url }),
  });
}
