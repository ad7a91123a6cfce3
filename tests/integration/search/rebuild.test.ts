import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { READINGS } from '@/contracts/topics';
import type { Running } from '@/server/context';
import { askForRebuild, stopRebuild } from '@/server/decode/commands';
import { startDecode } from '@/server/decode/index';
import { replayJob } from '@/server/decode/queries';
import { readStatus } from '@/server/search/queries';
import { createCluster } from '@/server/stream/admin/cluster';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aRawRecord } from '@/tests/support/builders';
import { teach } from '@/tests/support/teach';

let search: ASearch;
let decode: Running;

beforeEach(async () => {
  search = await aSearch();
  decode = await startDecode(search.context);
  await teach(search.context.database.url, {
    mappings: [
      {
        sensor: 'kitchen',
        topic: 'sensors/kitchen/temperature',
        format: 'number',
        readings: [{ quantity: 'temperature', unit: '°C' }],
      },
    ],
  });
});
afterEach(async () => {
  await decode.stop();
  await search.stop();
});

const MINUTE_US = 60_000_000;

/** A message a minute, the newest now. */
async function receive(count: number): Promise<number> {
  const now = Date.now() * 1_000;
  const times = Array.from({ length: count }, (_, place) => now - (count - 1 - place) * MINUTE_US);
  await search.query("UPDATE mapping_version SET valid_from = valid_from - interval '1 day'");
  await decode.stop();
  decode = await startDecode(search.context);
  await search.append(times.map((received, place) => aRawRecord({ received, payload: `${place}` })));
  await expect.poll(() => search.door.count(), { timeout: 30_000 }).toBe(count);
  return now;
}

async function ended(id: number): Promise<void> {
  await vi.waitFor(
    async () => expect(await replayJob(search.context.database, id)).toMatchObject({ state: 'done' }),
    { timeout: 30_000 },
  );
}

async function askFor(span: { readonly from: number; readonly to: number }): Promise<number> {
  const asked = await askForRebuild(search.context.database, span, 'test');
  if ('problem' in asked) throw new Error(asked.problem);
  return asked.id;
}

it('a span is written anew from the raw log, also what the readings’ log has forgotten: each document once', async () => {
  const now = await receive(60);
  await search.door.ask('DELETE', '/hearth-readings-*');
  const cluster = createCluster(search.context.kafka);
  const bounds = await search.tools.log.bounds(READINGS);
  await cluster.deleteRecords(READINGS, new Map(bounds.map(({ partition, logEnd }) => [partition, logEnd])));
  cluster.stop();

  const id = await askFor({ from: now / 1_000 - 29.5 * 60_000, to: now / 1_000 + 1 });
  await ended(id);

  await expect.poll(() => search.door.count(), { timeout: 30_000 }).toBe(30);
  await ended(await askFor({ from: 0, to: now / 1_000 + 1 }));
  await expect.poll(() => search.door.count(), { timeout: 30_000 }).toBe(60);
  const values = (await search.door.documents()).map(({ source }) => source.value);
  expect(new Set(values).size).toBe(60);
  expect((await readStatus(search.tools)).rebuilds).toMatchObject([
    { state: 'done', readings: 60 },
    { state: 'done', readings: 30 },
  ]);
});

it('a message with moments inside and outside of the span loses none of them', async () => {
  await teach(search.context.database.url, {
    mappings: [
      {
        sensor: 'hall',
        topic: 'lines',
        format: 'influx',
        readings: [{ path: 't', quantity: 'temperature', unit: '°C' }],
      },
    ],
  });
  const now = Date.now();
  const lines = [now - 60_000, now].map((at, place) => `air t=2${place} ${at}000000`);
  await search.append([aRawRecord({ topic: 'lines', received: now * 1_000, payload: lines.join('\n') })]);
  await expect.poll(() => search.door.count(), { timeout: 30_000 }).toBe(2);

  await ended(await askFor({ from: now - 120_000, to: now - 30_000 }));

  await expect
    .poll(async () => (await search.door.documents()).map(({ source }) => source.replay).sort(), {
      timeout: 30_000,
    })
    .toEqual([0, 1]);
});

it('ends before it begins: that is refused; and one that waits can be called off', async () => {
  const { database } = search.context;
  expect(await askForRebuild(database, { from: 2, to: 1 }, 'test')).toEqual({
    problem: 'A span ends after it begins.',
  });
  await decode.stop();

  const id = await askFor({ from: 0, to: 10 });

  expect(await stopRebuild(database, id, 'test')).toBe(true);
  expect(await stopRebuild(database, id, 'test')).toBe(false);
  expect((await readStatus(search.tools)).rebuilds).toMatchObject([{ state: 'stopped' }]);
});
