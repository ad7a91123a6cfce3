import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { pythonWithPaho } from '@/scripts/bootstrap/programs.mjs';
import { freePort } from '@/server/embedded/free-port';
import { aDatabase } from '@/tests/support/a-database';
import { admin } from '@/tests/support/admin';
import { freshTopics } from '@/tests/support/fresh-topics';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { servers } from '@/tests/support/servers';
import { withDatabase } from '@/tests/support/stored-ids';
import { teach } from '@/tests/support/teach';

const PREFIX = 'home/study/pi';

let database: Awaited<ReturnType<typeof aDatabase>>;
let hearth: HearthProcess;
let login: { readonly user: string; readonly password: string };
let folder: string;
const pis: ChildProcess[] = [];
beforeAll(async () => {
  const kafkaBrokers = servers().kafkaBrokers;
  await freshTopics({ brokers: kafkaBrokers.split(','), clientId: 'test' });
  database = await aDatabase();
  hearth = await startHearth({
    env: {
      HEARTH_ROLES: 'ingest,decode,history',
      KAFKA_BROKERS: kafkaBrokers,
      DATABASE_URL: database.url,
      // The same after a restart, as a device knows it.
      HEARTH_MQTTS_PORT: String(await freePort(0, { name: 'the test' })),
    },
  });
  await teach(database.url, JSON.parse(readFileSync('examples/raspberry-pi/mapping.json', 'utf8')));
  const words = ['login', 'add', '--name', 'Pi', '--prefix', PREFIX];
  const added = await admin(words, { databaseUrl: database.url, dataDir: hearth.dataDir });
  login = JSON.parse(added.stdout);
});
afterEach(() => {
  for (const pi of pis.splice(0)) pi.kill('SIGKILL');
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await hearth?.stop();
  await database?.drop();
});

interface Pi {
  readonly child: ChildProcess;
  output(): string;
  /** The moments of what it has measured, ms. */
  measured(): readonly number[];
}

/** The script as its README starts it, with its queue in `folder`. */
function aPi(given: {
  readonly environment?: Record<string, string>;
  readonly words?: readonly string[];
}): Pi {
  const { hostname, port } = new URL(hearth.run.mqttsUrl ?? '');
  const words = ['--host', hostname, '--port', port, '--user', login.user, '--prefix', PREFIX, '--verbose'];
  const files = [
    '--ca',
    path.join(hearth.dataDir, 'tls', 'ca.pem'),
    '--queue',
    path.join(folder, 'queue.sqlite'),
  ];
  const child = spawn(
    pythonWithPaho() ?? 'python3',
    ['examples/raspberry-pi/sensor.py', ...words, ...files, '--every', '0.05', ...(given.words ?? [])],
    { env: { ...process.env, SENSOR_PASSWORD: login.password, ...given.environment } },
  );
  pis.push(child);
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => chunks.push(String(chunk)));
  const output = () => chunks.join('');
  return {
    child,
    output,
    measured: () =>
      [...output().matchAll(/"time": ([\d.]+)/g)].map(([, time]) => Math.round(Number(time) * 1000)),
  };
}

async function ended({ child, output }: Pi): Promise<string> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  return output().trim().split('\n').at(-1) ?? '';
}

/** The moments of every stored temperature since then, ms. */
async function stored(sinceMs: number): Promise<readonly number[]> {
  return withDatabase(database.url, async (client) => {
    const { rows } = await client.query<{ at: number }>(
      `SELECT (extract(epoch FROM reading.time) * 1000)::float8 AS at
         FROM telemetry.reading JOIN series ON series.id = reading.series_id
        WHERE series.sensor_id = 'study-climate' AND series.quantity = 'temperature'
          AND reading.time >= to_timestamp($1::float8 / 1000) ORDER BY 1`,
      [sinceMs],
    );
    return rows.map(({ at }) => Math.round(at));
  });
}

async function availability(): Promise<string | undefined> {
  return withDatabase(database.url, async (client) => {
    const { rows } = await client.query<{ state: string }>(
      "SELECT state FROM telemetry.availability WHERE sensor_id = 'study-climate'",
    );
    return rows[0]?.state;
  });
}

const aFolder = () => mkdtempSync(path.join(tmpdir(), 'hearth-pi-'));

it('loses nothing and stores nothing twice while the broker is away, and says when it is gone', {
  timeout: 180_000,
}, async () => {
  folder = aFolder();
  const pi = aPi({});
  await expect.poll(() => pi.measured().length, { timeout: 30_000 }).toBeGreaterThan(20);
  await expect.poll(async () => (await stored(0)).length).toBeGreaterThan(10);
  await expect.poll(availability).toBe('online');

  await hearth.end('SIGINT');
  const before = pi.measured().length;
  await expect.poll(() => pi.measured().length).toBeGreaterThan(before + 60);
  hearth = await hearth.restart();

  const [first = 0] = pi.measured();
  await expect
    .poll(async () => (await stored(first)).length, { timeout: 90_000 })
    .toBeGreaterThan(before + 60);
  const count = pi.measured().length;
  await expect.poll(() => pi.measured().length).toBeGreaterThan(count + 5);
  expect(await ended(pi)).toMatch(/^(\d+) measured, \1 acknowledged, 0 wait, 0 given up$/);
  await expect.poll(() => stored(first)).toEqual(pi.measured());
  await expect.poll(availability).toBe('offline');
});

it('keeps what it measures through a loss of power', { timeout: 120_000 }, async () => {
  folder = aFolder();
  // Measures without ever getting in.
  const stranger = aPi({ environment: { SENSOR_PASSWORD: 'guessed' } });
  await expect.poll(() => stranger.output()).toMatch(/refused: .*(not authori[sz]ed|bad user name)/i);
  await expect.poll(() => stranger.measured().length).toBeGreaterThan(30);
  stranger.child.kill('SIGKILL');
  await once(stranger.child, 'exit');

  const pi = aPi({});

  const [first = 0] = stranger.measured();
  await expect.poll(() => pi.output()).toMatch(/[1-9]\d* messages wait from before/);
  await expect.poll(() => stored(first)).toEqual(expect.arrayContaining([...stranger.measured()]));
  await expect.poll(availability).toBe('online');
  pi.child.kill('SIGKILL');
  await expect.poll(availability).toBe('offline');
});

it('gives up the oldest when more waits than it keeps, and says how many', { timeout: 60_000 }, async () => {
  folder = aFolder();
  const pi = aPi({ environment: { SENSOR_HOST: '127.0.0.1' }, words: ['--port', '1', '--keep', '10'] });

  await expect.poll(() => pi.measured().length).toBeGreaterThan(20);

  const said = await ended(pi);
  const [, measured, givenUp] = /^(\d+) measured, 0 acknowledged, 10 wait, (\d+) given up$/.exec(said) ?? [];
  expect([said, Number(givenUp)]).toEqual([said, Number(measured) - 10]);
  expect(pi.output()).toContain('from now on the oldest are given up');
  expect(pi.output()).toContain('no connection, and trying again');
});
