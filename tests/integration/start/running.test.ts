import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAlive, startOf } from '@/server/embedded/process-identity';
import { partsOf } from '@/server/hearth-lock';
import { aDataDir, type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { storedIds } from '@/tests/support/stored-ids';
import { teach } from '@/tests/support/teach';

/** On a machine with better things to do. */
const START_AND_STOP_MS = 240_000;

const HOUSE = {
  sensors: [{ id: 'house-kitchen', name: 'Kitchen' }],
  mappings: [
    {
      sensor: 'house-kitchen',
      topic: 'kitchen',
      format: 'number',
      readings: [{ quantity: 'power', unit: 'W' }],
    },
  ],
};

/** Of the metrics that operations promise, those of what is there by now. */
const METRICS = [
  'hearth_mqtt_received_total',
  'hearth_raw_appended_total',
  'hearth_mqtt_joined_total',
  'hearth_mqtt_refused_total',
  'hearth_mqtt_shed_total',
  'hearth_mqtt_in_flight',
  'hearth_mqtt_acked_total',
  'hearth_mqtt_tls_failed_total',
  'hearth_decoded_total',
  'hearth_dead_letters_total',
  'hearth_consumer_lag',
  'hearth_latency_seconds',
  'hearth_sockets',
  'hearth_socket_frames_total',
];

/** What someone could or must mend. */
function complaints({ output }: Pick<HearthProcess, 'output'>): string[] {
  return output()
    .split('\n')
    .filter((line) => /"level":[456]0|Error|Warning/.test(line));
}

function runFile({ dataDir }: Pick<HearthProcess, 'dataDir'>): string {
  return path.join(dataDir, 'run.json');
}

async function text(hearth: HearthProcess, door: string): Promise<string> {
  return (await fetch(`${hearth.run.url}${door}`)).text();
}

/** What `/readyz` answers, and says of one part. */
async function readiness(hearth: HearthProcess, part: string): Promise<[status: number, said: unknown]> {
  const response = await fetch(`${hearth.run.url}/readyz`);
  const { roles } = (await response.json()) as { roles: Record<string, unknown> };
  return [response.status, roles[part]];
}

async function publish(hearth: HearthProcess, values: readonly number[]): Promise<void> {
  const client = await mqtt.connectAsync(hearth.run.mqttUrl ?? '', {
    clientId: 'kitchen-node',
    clean: false,
  });
  await Promise.all(values.map((value) => client.publishAsync('kitchen', String(value), { qos: 1 })));
  await client.endAsync();
}

async function stored(hearth: HearthProcess): Promise<number[]> {
  const ids = await storedIds(hearth.run.databaseUrl, 'house');
  return [...ids].flatMap(([id, copies]) => Array.from({ length: copies }, () => id)).sort((a, b) => a - b);
}

describe('a Hearth that runs', { timeout: START_AND_STOP_MS }, () => {
  let hearth: HearthProcess;
  beforeAll(async () => {
    hearth = await startHearth();
    await teach(hearth.run.databaseUrl, HOUSE);
  });
  afterAll(() => hearth.stop());

  it('tells others in run.json where everything is, and nobody else may read it', () => {
    const run = JSON.parse(readFileSync(runFile(hearth), 'utf8'));

    expect(run).toEqual({
      pid: hearth.pid,
      started: startOf(hearth.pid),
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      setupUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/setup\/[\w-]{43}$/),
      mqttUrl: expect.stringMatching(/^mqtt:\/\/machine:[\w-]{43}@127\.0\.0\.1:\d+$/),
      mqttsUrl: expect.stringMatching(/^mqtts:\/\/127\.0\.0\.1:\d+$/),
      kafkaBrokers: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      databaseUrl: expect.stringMatching(/^postgresql:\/\/hearth:[^@]+@127\.0\.0\.1:\d+\/hearth$/),
    });
    expect(statSync(runFile(hearth)).mode & 0o777).toBe(0o600);
  });

  it('printed one line a part with its time, then the address', () => {
    const lines = hearth.output().split('\n');
    const timed = lines.map((line) => /^ {2}(\S+) +\d+\.\d s$/.exec(line)?.[1]).filter(Boolean);

    expect(timed.sort()).toEqual(
      [
        'Kafka',
        'PostgreSQL',
        'streams',
        'database',
        'history',
        'decode',
        'live',
        'search',
        'topics',
        'web',
        'ingest',
      ].sort(),
    );
    expect(hearth.output()).toMatch(/Hearth is ready after \d+\.\d s: http:\/\/127\.0\.0\.1:\d+/);
    expect(complaints(hearth)).toEqual([]);
  });

  it('is alive and ready, role by role', async () => {
    expect(await text(hearth, '/healthz')).toBe('ok\n');

    const { ready, roles } = JSON.parse(await text(hearth, '/readyz'));

    expect(ready).toBe(true);
    expect(Object.keys(roles).sort()).toEqual(
      [
        'certificates',
        'decode',
        'history',
        'ingest',
        'kafka',
        'live',
        'postgres',
        'search',
        'topics',
        'web',
      ].sort(),
    );
  });

  it('counts what it does', async () => {
    await publish(hearth, [1, 2, 3]);
    await expect.poll(() => stored(hearth)).toEqual([1, 2, 3]);
    await expect.poll(() => text(hearth, '/metrics')).toContain('hearth_raw_appended_total{qos="1"} 3');

    const metrics = await text(hearth, '/metrics');

    for (const name of METRICS) expect(metrics).toContain(`# TYPE ${name} `);
    expect(metrics).toContain('hearth_mqtt_received_total{qos="1"} 3');
    expect(metrics).toContain('hearth_mqtt_acked_total{qos="1"} 3');
    expect(metrics).toContain('hearth_mqtt_in_flight{qos="1"} 0');
    expect(metrics).toContain('hearth_decoded_total{family="mapping"} 3');
    for (const hop of ['receipt→raw', 'raw→reading', 'reading→history'])
      expect(metrics).toMatch(new RegExp(`hearth_latency_seconds_count{hop="${hop}"} [1-9]`));
    expect(metrics).toMatch(
      /hearth_consumer_lag{group="hearth.decode",topic="hearth.mqtt.raw.v1",partition="\d"} 0/,
    );
  });

  it('keeps its Kafka and PostgreSQL out of its process group: a terminal’s Ctrl-C is for Hearth alone', () => {
    for (const part of ['Kafka', 'PostgreSQL'] as const)
      expect(groupOf(hearth.partPid(part))).toBe(hearth.partPid(part));
  });

  it.each(['Kafka', 'PostgreSQL'] as const)(
    'starts %s again when it dies, and says so meanwhile',
    async (part) => {
      const before = hearth.partPid(part);

      process.kill(before, 'SIGKILL');

      const name = part === 'Kafka' ? 'kafka' : 'postgres';
      await expect
        .poll(() => readiness(hearth, name), { interval: 5 })
        .toEqual([503, { ready: false, reason: `${part} is being restarted` }]);
      await hearth.waitReady();
      expect(hearth.partPid(part)).not.toBe(before);
      expect(hearth.output()).toContain('an embedded part died and is restarted');
      const value = Number(`${before}`);
      await publish(hearth, [value]);
      await expect.poll(() => stored(hearth)).toContain(value);
    },
  );
});

function groupOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }));
}

describe('a Hearth that is told to stop while it starts', { timeout: START_AND_STOP_MS }, () => {
  it.each(['Kafka', 'PostgreSQL'])(
    'ends with code 0 and leaves nothing, %s being under way',
    async (part) => {
      const dataDir = aDataDir();
      const ended = startHearth({ dataDir }).then(
        () => 'it started',
        (error: Error) => error.message,
      );
      await expect.poll(() => partsOf(dataDir)[part], { interval: 5 }).toBeDefined();
      const parts = identities({ dataDir });

      process.kill(holderOf(dataDir), 'SIGTERM');

      const said = await ended;
      expect(said).toMatch(/^Hearth ended with code 0:/);
      expect(complaints({ output: () => said })).toEqual([]);
      expect(parts.some(isAlive)).toBe(false);
      expect(existsSync(path.join(dataDir, 'hearth.lock'))).toBe(false);
    },
  );
});

describe('the end of a Hearth', { timeout: START_AND_STOP_MS }, () => {
  const dataDir = aDataDir();
  let hearth: HearthProcess;
  let sensor: MqttClient;
  let busy: NodeJS.Timeout;
  beforeEach(async () => {
    hearth = await startHearth({ dataDir, leadsGroup: true });
  });
  afterEach(async () => {
    clearInterval(busy);
    await sensor?.endAsync(true);
    await hearth.stop();
  });

  /** Somebody publishes all the time, and somebody looks on. */
  async function aBusyHouse(): Promise<void> {
    sensor = mqtt.connect(hearth.run.mqttUrl ?? '', { clientId: 'busy', clean: false, reconnectPeriod: 0 });
    sensor.on('error', () => undefined);
    await new Promise<void>((connected) => sensor.once('connect', () => connected()));
    busy = setInterval(() => sensor.publish('attic', '1', { qos: 1 }, () => undefined), 5);
    await expect.poll(() => text(hearth, '/metrics')).toMatch(/hearth_mqtt_acked_total{qos="1"} [1-9]/);
  }

  it.each([
    ['SIGTERM', 'SIGTERM'],
    ['Ctrl-C', 'SIGINT'],
    ['a terminal that is closed', 'SIGHUP'],
  ] as const)('by %s is in order: code 0, nothing left, nothing to complain about', async (_, signal) => {
    await aBusyHouse();
    const parts = identities(hearth);

    expect(await hearth.end(signal)).toBe(0);

    expect(complaints(hearth)).toEqual([]);
    expect(parts.map(isAlive)).toEqual([false, false]);
    expect(existsSync(runFile(hearth))).toBe(false);
    expect(existsSync(path.join(hearth.dataDir, 'hearth.lock'))).toBe(false);
    expect(readFileSync(path.join(hearth.dataDir, 'kafka', 'data', '.kafka_cleanshutdown'))).toBeDefined();
  });

  it('by kill -9 leaves no process, and the next start has everything that was acknowledged', async () => {
    const parts = identities(hearth);
    await teach(hearth.run.databaseUrl, HOUSE);
    await publish(hearth, [1, 2, 3, 4, 5]);

    await hearth.kill9();

    await expect.poll(() => parts.map(isAlive)).toEqual([false, false]);
    hearth = await hearth.restart();
    await expect.poll(() => stored(hearth)).toEqual([1, 2, 3, 4, 5]);
  });
});

function identities({ dataDir }: Pick<HearthProcess, 'dataDir'>) {
  return Object.values(partsOf(dataDir));
}

function holderOf(dataDir: string): number {
  return JSON.parse(readFileSync(path.join(dataDir, 'hearth.lock'), 'utf8')).pid;
}
