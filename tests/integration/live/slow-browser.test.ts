import { afterEach, beforeEach, expect, it } from 'vitest';
import { FLAG_MERGED, type Frame, type Sample } from '@/contracts/socket-events';
import type { Running } from '@/server/context';
import { startLive } from '@/server/live/index';
import { LIVE_TIMING, type LiveTiming } from '@/server/live/timing';
import { aContext } from '@/tests/support/a-context';
import { freshTopics } from '@/tests/support/fresh-topics';
import {
  aBrowser,
  aHouse,
  aReading,
  type Browser,
  coordinatesOf,
  home,
  kitchen,
  ReadingsWriter,
} from './live-fixture';

const TALKATIVE: LiveTiming = { ...LIVE_TIMING, statusMs: 100 };
const IMPATIENT: LiveTiming = { ...LIVE_TIMING, statusMs: 50, sweepMs: 20, lapsedMs: 300 };

let context: Awaited<ReturnType<typeof aContext>>;
let live: Running;
let writer: ReadingsWriter;

beforeEach(async () => {
  context = await aContext();
  await freshTopics(context.kafka);
  await aHouse(context);
  writer = await ReadingsWriter.open(context.kafka);
});

afterEach(async () => {
  await writer.stop();
  await live.stop();
  await context.stop();
});

it('sends a browser that looks away at most 128 frames, and when it looks again the newest value, marked as merged', async () => {
  live = await startLive(context, TALKATIVE);
  const [slow, quick] = [await aBrowser(context), await aBrowser(context)];
  slow.attentive = false;
  await Promise.all([slow.watch(kitchen), quick.watch(kitchen)]);
  let value = 0;
  while (quick.frames.length < 200) {
    value += 1;
    await writer.append([aReading({ value })]);
    await quick.until(({ samples }) => samples.at(-1)?.[4] === value);
  }
  await answersAPing(slow);
  expect(slow.frames).toHaveLength(128);
  expect(value).toBeGreaterThan(slow.samples.length);

  const last = await caughtUp(slow);

  expect(last.samples.map(([, , , , newest, flags]) => [newest, flags])).toEqual([[value, FLAG_MERGED]]);
  expect(last.cursor).toEqual(quick.frames.at(-1)?.cursor);
  slow.attentive = true;
  const next = aReading({ value: -1 });
  await writer.append([next]);
  await slow.until(({ samples }) => samples.at(-1)?.[4] === -1);
  slow.close();
  quick.close();
});

it('keeps no more than 256 KB for a browser that looks away', async () => {
  live = await startLive(context, TALKATIVE);
  const [slow, quick] = [await aBrowser(context), await aBrowser(context)];
  slow.attentive = false;
  await Promise.all([slow.watch(home), quick.watch(home)]);
  const readings = Array.from({ length: 20_000 }, (_, index) =>
    aReading({ sensorId: `sensor-${index % 100}`, value: index }),
  );
  await writer.append(readings);
  await quick.until(
    ({ samples }) => newestOf(samples.slice(-2_000)) >= 19_999 || newestMerged(quick) >= 19_999,
  );
  await answersAPing(slow);
  expect(JSON.stringify(slow.frames).length).toBeLessThan(2 * 256 * 1024);

  const last = await caughtUp(slow);

  expect(last.samples.filter(([, , , , , flags]) => flags & FLAG_MERGED).length).toBeGreaterThan(0);
  const ends = new Map(slow.samples.map(([sensorId, , , , value]) => [sensorId, value]));
  const wanted = new Map(coordinatesOf(readings).map(([sensorId, , , , value]) => [sensorId, value]));
  expect(ends).toEqual(wanted);
  slow.close();
  quick.close();
});

it('ends the watch of a browser that has not looked for long; its cursor still counts', async () => {
  live = await startLive(context, IMPATIENT);
  const [browser, attentive] = [await aBrowser(context), await aBrowser(context)];
  browser.attentive = false;
  await Promise.all([browser.watch(kitchen), attentive.watch(kitchen)]);
  const lapsed = new Promise<void>((resolve) => browser.socket.once('lapsed', resolve));
  await writer.append([aReading({ value: 1 })]);

  await lapsed;
  const frames = browser.frames.length;
  await writer.append([aReading({ value: 2 })]);
  await attentive.until(({ samples }) => newestOf(samples) === 2);
  const answer = await browser.watch(kitchen, browser.frames.at(-1)?.cursor);

  expect(browser.frames).toHaveLength(frames);
  expect('missed' in answer && answer.missed.map((sample) => sample[4])).toEqual([2]);
  browser.close();
  attentive.close();
});

it('never ends the watch of a browser that has drawn everything, however quiet the house', async () => {
  live = await startLive(context, IMPATIENT);
  const browser = await aBrowser(context);
  let lapses = 0;
  browser.socket.on('lapsed', () => {
    lapses += 1;
  });
  await browser.watch(kitchen);
  await writer.append([aReading()]);
  let statuses = 0;
  await new Promise<void>((resolve) =>
    browser.socket.on('status', () => {
      statuses += 1;
      if (statuses === 12) resolve();
    }),
  );

  expect(lapses).toBe(0);
  browser.close();
});

async function caughtUp(browser: Browser): Promise<Frame> {
  const before = browser.frames.length;
  browser.socket.emit('seen', browser.frames.at(-1)?.n ?? 0);
  await browser.until(({ frames }) => frames.length > before);
  const last = browser.frames.at(-1);
  if (last === undefined) throw new Error('no frame');
  return last;
}

/** Everything the server had sent before is here afterwards. */
async function answersAPing(browser: Browser): Promise<void> {
  await new Promise<void>((resolve) => browser.socket.once('status', () => resolve()));
}

function newestOf(samples: readonly Sample[]): number {
  return Math.max(...samples.map((sample) => sample[4]));
}

function newestMerged(browser: Browser): number {
  return newestOf(browser.frames.at(-1)?.samples ?? []);
}
