import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Changed, Scope, Status } from '@/contracts/socket-events';
import type { Running } from '@/server/context';
import { startLive } from '@/server/live/index';
import { LIVE_TIMING } from '@/server/live/timing';
import { aContext } from '@/tests/support/a-context';
import { freshTopics } from '@/tests/support/fresh-topics';
import { aBrowser, aHouse, aReading, type Browser, home, kitchen, ReadingsWriter } from './live-fixture';

let context: Awaited<ReturnType<typeof aContext>>;
let live: Running;
let writer: ReadingsWriter;
let kitchenRoom: number;

beforeAll(async () => {
  context = await aContext();
  await freshTopics(context.kafka);
  ({ kitchenRoom } = await aHouse(context));
  writer = await ReadingsWriter.open(context.kafka);
  live = await startLive(context, { ...LIVE_TIMING, statusMs: 200 });
});

afterAll(async () => {
  await writer.stop();
  await live.stop();
  await context.stop();
});

it.each<[Scope['kind'], number]>([
  ['sensor', 10],
  ['room', 100],
  ['home', 250],
])('gathers a %s’s readings for %d ms, the first after a quiet moment excepted', async (kind, windowMs) => {
  const scope = kind === 'home' ? home : kind === 'room' ? { kind, id: kitchenRoom } : kitchen;
  const browser = await aBrowser(context);
  const arrivals: number[] = [];
  browser.socket.on('readings', ({ samples }) => {
    if (samples.length > 0) arrivals.push(performance.now());
  });
  await browser.watch(scope);
  const started = performance.now();
  let written = 0;
  while (performance.now() - started < 6 * windowMs || written < 12) {
    await writer.append([aReading({ value: written })]);
    written += 1;
  }
  await browser.until(({ samples }) => samples.length === written);

  // From before the first was sent, not from when it came: what is slow on its way makes no window shorter.
  const lastedMs = (arrivals.at(-1) ?? 0) - started;
  expect(arrivals.length).toBeLessThanOrEqual(lastedMs / windowMs + 2);
  expect(browser.samples.map((sample) => sample[4])).toEqual(Array.from({ length: written }, (_, n) => n));
  browser.close();
});

it('numbers the frames of a scope without a hole', async () => {
  const browser = await aBrowser(context);
  await browser.watch(kitchen);
  for (let value = 0; value < 5; value += 1) {
    await writer.append([aReading({ value })]);
    await browser.until(({ samples }) => samples.length === value + 1);
  }

  const numbers = browser.frames.map((frame) => frame.n);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  browser.close();
});

it('delivers every reading of fifty sensors to two hundred browsers', async () => {
  const browsers = await Promise.all(Array.from({ length: 200 }, () => aBrowser(context)));
  await Promise.all(browsers.map((browser) => browser.watch(home)));
  const readings = Array.from({ length: 500 }, (_, index) =>
    aReading({ sensorId: `sensor-${index % 50}`, value: index }),
  );
  for (let from = 0; from < readings.length; from += 50) await writer.append(readings.slice(from, from + 50));

  await Promise.all(
    browsers.map((browser) => browser.until(({ samples }) => samples.length >= readings.length)),
  );

  const wanted = readings.map((_, index) => index);
  for (const browser of browsers) {
    expect(browser.samples.map((sample) => sample[4]).toSorted((one, other) => one - other)).toEqual(wanted);
    browser.close();
  }
});

it('counts sockets and frames, and observes how long readings took to get there', async () => {
  const { registry } = context.metrics;
  const metric = async (line: string) => {
    const lines = (await registry.metrics()).split('\n');
    return Number(
      lines
        .find((one) => one.startsWith(`${line} `))
        ?.split(' ')
        .at(-1) ?? 0,
    );
  };
  await expect.poll(() => metric('hearth_sockets')).toBe(0);
  const framesBefore = await metric('hearth_socket_frames_total');
  const observedBefore = await metric('hearth_latency_seconds_count{hop="reading→socket"}');
  const browsers = await Promise.all([aBrowser(context), aBrowser(context)]);
  for (const browser of browsers) await browser.watch(kitchen);

  await writer.append([aReading()]);
  for (const browser of browsers) await browser.until(({ samples }) => samples.length === 1);

  expect(await metric('hearth_sockets')).toBe(2);
  expect(await metric('hearth_socket_frames_total')).toBeGreaterThanOrEqual(framesBefore + 2);
  expect(await metric('hearth_latency_seconds_count{hop="reading→socket"}')).toBe(observedBefore + 1);
  for (const browser of browsers) browser.close();
  await expect.poll(() => metric('hearth_sockets')).toBe(0);
});

it('tells a quiet scope how far the log has moved', async () => {
  const browser = await aBrowser(context);
  await browser.watch({ kind: 'sensor', id: 'attic' });
  const [at] = await writer.append([aReading()]);
  if (at === undefined) throw new Error('not appended');

  await browser.until(({ frames }) => (frames.at(-1)?.cursor.offsets[at.partition] ?? 0) > at.offset);

  expect(browser.samples).toEqual([]);
  browser.close();
});

it('tells how the road is at once and every few seconds', async () => {
  const browser = await aBrowser(context);
  const statuses: Status[] = [];
  await new Promise<void>((resolve) =>
    browser.socket.on('status', (status) => {
      statuses.push(status);
      if (statuses.length === 3) resolve();
    }),
  );

  expect(statuses.map(({ kafka }) => kafka)).toEqual(['ok', 'ok', 'ok']);
  expect(Math.abs((statuses[2]?.serverTime ?? 0) - Date.now())).toBeLessThan(5_000);
  browser.close();
});

it('tells those whose scope covers it that a span changed in history', async () => {
  const browsers = await Promise.all([aBrowser(context), aBrowser(context), aBrowser(context)]);
  const [ofKitchen, ofRoom, ofAttic] = browsers;
  await ofKitchen?.watch(kitchen);
  await ofRoom?.watch({ kind: 'room', id: kitchenRoom });
  await ofAttic?.watch({ kind: 'sensor', id: 'attic' });
  const heard = browsers.map(collectChanges);

  await notify({ sensorId: 'kitchen', quantity: 'temperature', channel: null, from: 1, to: 2 });
  await notify({ all: true, from: 3, to: 4 });
  await Promise.all(heard.map(({ everything }) => everything));

  const series = { sensorId: 'kitchen', quantity: 'temperature', channel: null };
  const ofTheKitchen = [
    { series, from: 1, to: 2 },
    { series: null, from: 3, to: 4 },
  ];
  expect(heard.map(({ changes }) => changes)).toEqual([
    ofTheKitchen,
    ofTheKitchen,
    [{ series: null, from: 3, to: 4 }],
  ]);
  for (const browser of browsers) browser.close();
});

it('says that anything may have changed once its ear for changes is back', async () => {
  const browser = await aBrowser(context);
  await browser.watch(kitchen);
  const { changes, everything } = collectChanges(browser);

  await context.database.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hearth live' AND datname = current_database()",
  );
  await everything;

  expect(changes).toEqual([{ series: null, from: 0, to: expect.any(Number) }]);
  browser.close();
});

/** The changes a browser hears, until one that concerns every series. */
function collectChanges(browser: Browser): { changes: Changed[]; everything: Promise<void> } {
  const changes: Changed[] = [];
  const everything = new Promise<void>((resolve) =>
    browser.socket.on('changed', (changed) => {
      changes.push(changed);
      if (changed.series === null) resolve();
    }),
  );
  return { changes, everything };
}

async function notify(notice: unknown): Promise<void> {
  await context.database.pool.query('SELECT pg_notify($1, $2)', ['hearth_changed', JSON.stringify(notice)]);
}
