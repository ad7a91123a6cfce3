import { connectAsync, type MqttClient } from 'mqtt';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, Scope, ServerToClientEvents } from '@/contracts/socket-events';
import { aBenchHearth, type BenchHearth } from './bench-hearth';
import { atMost, type BenchRow, percentile } from './bench-row';

const SENSORS = 50;
const BROWSERS = 10;
const WARM_UP_MS = 5_000;
const HOME_WINDOW_MS = 250;
const LIMITS = { p50: 12, p99: 60 } as const;

type Browser = Socket<ServerToClientEvents, ClientToServerEvents>;

/** From `publish()` to the frame in the browser's hands, in one process, so that one clock measures both. */
export async function benchLatency(): Promise<readonly BenchRow[]> {
  const hearth = await aBenchHearth();
  try {
    await hearth.teach(mapping());
    const publishers = await connectPublishers(hearth.mqttUrl);
    const rows: BenchRow[] = [];
    for (const [rate, lastsMs] of [
      [50, 30_000],
      [1000, 20_000],
    ] as const) {
      rows.push(...(await watchingOne(hearth, publishers, rate, lastsMs)));
    }
    rows.push(await watchingHome(hearth, publishers));
    await Promise.all(publishers.map((publisher) => publisher.endAsync()));
    return rows;
  } finally {
    await hearth.stop();
  }
}

async function watchingOne(
  hearth: BenchHearth,
  publishers: readonly MqttClient[],
  rate: number,
  lastsMs: number,
): Promise<readonly BenchRow[]> {
  const scopes = Array.from(
    { length: BROWSERS },
    (_, index): Scope => ({ kind: 'sensor', id: sensorId(index) }),
  );
  const before = await hopsOf(hearth);
  const latencies = await measured(hearth, publishers, { scopes, rate, lastsMs });
  printHops(rate, before, await hopsOf(hearth));
  const name = `one of ${SENSORS} sensors at ${rate} msg/s`;
  return [
    atMost(`latency: ${name}, p50 of ${latencies.length}`, percentile(latencies, 0.5), 'ms', LIMITS.p50),
    atMost(`latency: ${name}, p99`, percentile(latencies, 0.99), 'ms', LIMITS.p99),
  ];
}

async function watchingHome(hearth: BenchHearth, publishers: readonly MqttClient[]): Promise<BenchRow> {
  const latencies = await measured(hearth, publishers, {
    scopes: [{ kind: 'home' }],
    rate: 50,
    lastsMs: 20_000,
  });
  const name = `latency: whole home at 50 msg/s, p99 of ${latencies.length}`;
  return atMost(name, percentile(latencies, 0.99), 'ms', HOME_WINDOW_MS + LIMITS.p50);
}

/** Latencies of what the browsers watch, in ms. */
async function measured(
  hearth: BenchHearth,
  publishers: readonly MqttClient[],
  load: { readonly scopes: readonly Scope[]; readonly rate: number; readonly lastsMs: number },
): Promise<readonly number[]> {
  const sentAt = new Map<number, number>();
  const latencies: number[] = [];
  const measuresFrom = performance.now() + WARM_UP_MS;
  const browsers = await Promise.all(
    load.scopes.map((scope) =>
      aBrowser(hearth, scope, (value) => {
        const at = sentAt.get(value);
        if (at !== undefined && at >= measuresFrom) latencies.push(performance.now() - at);
      }),
    ),
  );
  await publishFor(publishers, load.rate, WARM_UP_MS + load.lastsMs, (value) =>
    sentAt.set(value, performance.now()),
  );
  for (const browser of browsers) browser.disconnect();
  return latencies;
}

async function aBrowser(hearth: BenchHearth, scope: Scope, saw: (value: number) => void): Promise<Browser> {
  const browser: Browser = io(hearth.url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { origin: hearth.url, cookie: hearth.cookie },
  });
  browser.on('readings', (frame) => {
    for (const [, , , , value] of frame.samples) saw(value);
    browser.emit('seen', frame.n);
  });
  await new Promise<void>((resolve, reject) => {
    browser.once('connect', () => resolve());
    browser.once('connect_error', reject);
  });
  const answer = await browser.emitWithAck('watch', scope, undefined);
  if ('error' in answer) throw new Error(answer.error);
  return browser;
}

let values = 0;

/** Publishes a number that no other message has, sensor by sensor, evenly over the time. */
async function publishFor(
  publishers: readonly MqttClient[],
  rate: number,
  lastsMs: number,
  sent: (value: number) => void,
): Promise<void> {
  const startedAt = performance.now();
  let published = 0;
  await new Promise<void>((resolve) => {
    const ticking = setInterval(() => {
      const elapsed = performance.now() - startedAt;
      for (; published < (elapsed * rate) / 1000; published += 1) {
        const index = published % SENSORS;
        values += 1;
        sent(values);
        publishers[index]?.publish(topicOf(index), String(values), { qos: 1 });
      }
      if (elapsed < lastsMs) return;
      clearInterval(ticking);
      resolve();
    }, 1);
  });
}

async function connectPublishers(url: string): Promise<readonly MqttClient[]> {
  const ids = Array.from({ length: SENSORS }, (_, index) => `latency-${index}`);
  return Promise.all(ids.map((clientId) => connectAsync(url, { clientId })));
}

function mapping() {
  const indices = Array.from({ length: SENSORS }, (_, index) => index);
  return {
    rooms: ['Bench'],
    sensors: indices.map((index) => ({ id: sensorId(index), name: `Latency ${index}`, room: 'Bench' })),
    mappings: indices.map((index) => ({
      sensor: sensorId(index),
      topic: topicOf(index),
      format: 'number',
      readings: [{ quantity: 'energy', unit: 'kWh' }],
    })),
  };
}

function sensorId(index: number): string {
  return `latency-${index}`;
}

function topicOf(index: number): string {
  return `latency/${index}/energy`;
}

type Hops = ReadonlyMap<string, { readonly sum: number; readonly count: number }>;

async function hopsOf(hearth: BenchHearth): Promise<Hops> {
  const text = await hearth.metrics();
  const hops = new Map<string, { sum: number; count: number }>();
  for (const match of text.matchAll(/^hearth_latency_seconds_(sum|count)\{.*?hop="([^"]+)".*?\} (\S+)$/gm)) {
    const [, part, hop = '', figure] = match;
    const known = hops.get(hop) ?? { sum: 0, count: 0 };
    hops.set(hop, part === 'sum' ? { ...known, sum: Number(figure) } : { ...known, count: Number(figure) });
  }
  return hops;
}

function printHops(rate: number, before: Hops, after: Hops): void {
  const means = [...after].flatMap(([hop, { sum, count }]) => {
    const earlier = before.get(hop) ?? { sum: 0, count: 0 };
    const records = count - earlier.count;
    return records > 0 ? [`${hop} ${(((sum - earlier.sum) / records) * 1000).toFixed(1)} ms`] : [];
  });
  console.log(`  hops at ${rate} msg/s, mean: ${means.join(' · ') || 'none told'}`);
}
