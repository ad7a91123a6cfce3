import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { createSeenNotes } from '@/components/live/seen-notes';
import { READING_VERSION, type Reading } from '@/contracts/reading';
import type { ClientToServerEvents, Scope, ServerToClientEvents } from '@/contracts/socket-events';
import { READINGS, topicPlans } from '@/contracts/topics';
import { openDatabase } from '@/server/database';
import { startAppender } from '@/server/stream/appender';
import { ensureTopics } from '@/server/stream/topics';
import type { Appender, KafkaSettings } from '@/server/stream/types';
import { aDataDir } from '@/tests/support/hearth-process';
import { anOwnKafka, anOwnPostgres } from '@/tests/support/own-servers';
import { aPerson } from '@/tests/support/signed-in';
import { atMost, type BenchRow, median } from './bench-row';
import type { LiveOrder } from './load/live-alone';

const SOCKETS = 200;
const SENSORS = 50;
const PER_SECOND = 50;
const ROUNDS = 9;
/** The first rounds teach the compiler. */
const WARM_UP_ROUNDS = 3;
const PHASE_MS = 6_000;
const SETTLE_MS = 1_000;
const MOST_US_A_VALUE = 1;
const HOME: Scope = { kind: 'home' };

type Browser = Socket<ServerToClientEvents, ClientToServerEvents>;

interface LiveAlone {
  readonly url: string;
  cpuMs(): Promise<number>;
  stop(): void;
}

interface Phase {
  readonly cpuUs: number;
  readonly values: number;
}

/** What a delivered value costs the server: its CPU while 200 browsers watch, less its CPU while they only hold the line. */
export async function benchFanOut(): Promise<readonly BenchRow[]> {
  const [kafkaServer, postgres] = await Promise.all([anOwnKafka(), anOwnPostgres()]);
  const kafka: KafkaSettings = { brokers: kafkaServer.address.split(','), clientId: 'bench' };
  await ensureTopics(kafka, topicPlans(1), { embedded: true });
  const dataDir = aDataDir();
  const live = await startLiveAlone({ brokers: kafka.brokers, databaseUrl: postgres.address, dataDir });
  const database = openDatabase(postgres.address);
  const { cookie } = await aPerson({ database, dataDir });
  const appender = await startAppender({ kafka, log: pino({ level: 'silent' }), name: 'bench' });
  const house = startHouse(appender);
  try {
    return [await fannedOut(live, cookie)];
  } finally {
    clearInterval(house);
    await appender.stop();
    live.stop();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
    await Promise.all([kafkaServer.remove(), postgres.remove()]);
  }
}

async function fannedOut(live: LiveAlone, cookie: string): Promise<BenchRow> {
  let values = 0;
  const browsers = await Promise.all(
    Array.from({ length: SOCKETS }, () =>
      aBrowser(live.url, cookie, (count) => {
        values += count;
      }),
    ),
  );
  const phase = () => measured(live, () => values);
  const costs: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    await Promise.all(browsers.map((browser) => browser.emitWithAck('watch', HOME, undefined)));
    const watching = await phase();
    for (const browser of browsers) browser.emit('unwatch');
    const holding = await phase();
    if (round < WARM_UP_ROUNDS) continue;
    costs.push((watching.cpuUs - holding.cpuUs) / watching.values);
    console.log(`  round ${costs.length}: ${watching.values} values, ${costs.at(-1)?.toFixed(2)} µs each`);
  }
  for (const browser of browsers) browser.disconnect();
  const name = `live: CPU a delivered value, ${SOCKETS} sockets, ${SENSORS} sensors, ${PER_SECOND} msg/s`;
  return atMost(name, median(costs), 'µs', MOST_US_A_VALUE);
}

async function measured(live: LiveAlone, values: () => number): Promise<Phase> {
  await wait(SETTLE_MS);
  const [cpuBefore, valuesBefore] = [await live.cpuMs(), values()];
  await wait(PHASE_MS);
  return { cpuUs: ((await live.cpuMs()) - cpuBefore) * 1_000, values: values() - valuesBefore };
}

async function aBrowser(url: string, cookie: string, drew: (samples: number) => void): Promise<Browser> {
  const browser: Browser = io(url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { origin: url, cookie },
  });
  const notes = createSeenNotes((n) => browser.emit('seen', n), Date.now);
  browser.on('readings', ({ n, samples }) => {
    drew(samples.length);
    notes.drawn(n, samples.length);
  });
  await new Promise<void>((resolve, reject) => {
    browser.once('connect', resolve);
    browser.once('connect_error', reject);
  });
  return browser;
}

/** One reading after another, sensor by sensor, evenly over the time. */
function startHouse(appender: Appender): NodeJS.Timeout {
  const startedAt = performance.now();
  let appended = 0;
  return setInterval(() => {
    const due = ((performance.now() - startedAt) * PER_SECOND) / 1_000;
    for (; appended < due; appended += 1) {
      const reading = aReading(`sensor-${appended % SENSORS}`, appended);
      const record = { topic: READINGS, key: reading.sensorId, value: JSON.stringify(reading) };
      appender.append(record, (refused) => {
        if (refused !== undefined) throw refused;
      });
    }
  }, 5);
}

function aReading(sensorId: string, value: number): Reading {
  const now = Date.now() * 1_000;
  return {
    v: READING_VERSION,
    uid: randomUUID(),
    sensorId,
    measuredAt: now,
    receivedAt: now,
    clock: 'receipt',
    measures: [{ quantity: 'temperature', channel: null, value, unit: '°C' }],
    raw: { p: 0, o: value },
    by: { mapping: 1, version: 1 },
  };
}

async function startLiveAlone(order: LiveOrder): Promise<LiveAlone> {
  const child = fork(new URL('./load/live-alone.ts', import.meta.url), [JSON.stringify(order)], {
    execArgv: ['--import', 'tsx'],
  });
  const { port } = await told<{ port: number }>(child);
  return {
    url: `http://127.0.0.1:${port}`,
    cpuMs: async () => {
      const answer = told<{ cpuMs: number }>(child);
      child.send('cpu');
      return (await answer).cpuMs;
    },
    stop: () => {
      child.kill();
    },
  };
}

function told<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the live role ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer as Answer);
    });
  });
}
