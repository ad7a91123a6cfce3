import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { readStatus } from '@/server/search/queries';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aReadingRecord } from '@/tests/support/builders';
import { anOwnSearch, type OwnSearch } from '@/tests/support/own-search';
import { searchDoor } from '@/tests/support/search-door';

/** An hour of a house with 12.5 readings a second. */
const BACKLOG = 45_000;
const PIECE = 15_000;
const MB = 1_048_576;
/** What a process holds that waits: four partitions' batches, read ahead once. */
const MOST_GROWTH_MB = 300;

describe('an hour’s backlog', () => {
  let own: OwnSearch;
  let search: ASearch;
  afterEach(async () => {
    await search.stop();
    await own.remove();
  });

  it('waits in Kafka, not in memory, and is written when the server is back', {
    timeout: 180_000,
  }, async () => {
    own = await anOwnSearch();
    search = await aSearch({
      url: own.url,
      door: searchDoor(own.url),
      sensors: ['a', 'b', 'c', 'd', 'e', 'f'],
    });
    await search.append([aReadingRecord({ sensorId: 'a' })]);
    await search.settled();
    await own.kill();
    await expect.poll(() => search.problem()).toBeUndefined();
    const before = process.memoryUsage();
    for (let appended = 0; appended < BACKLOG; appended += PIECE)
      await search.append(
        Array.from({ length: PIECE }, (_, n) => aReadingRecord({ sensorId: 'abcdef'.charAt(n % 6) })),
      );
    await expect.poll(() => search.problem()).toMatch(/Nothing listens at/);
    // Long enough to have read all of it, if it did.
    await wait(3_000);
    const held = process.memoryUsage();
    const growth = (held.heapUsed + held.external - before.heapUsed - before.external) / MB;
    console.log(`memory grew by ${growth.toFixed(0)} MB while ${BACKLOG} readings waited`);
    expect(growth).toBeLessThan(MOST_GROWTH_MB);

    await own.start();
    await expect.poll(async () => (await readStatus(search.tools)).lag?.messages).toBeGreaterThan(0);
    await search.settled();

    const stored = await search.door.count();
    const { stored: newly = 0, repeated = 0, refused = 0 } = await search.counts();
    console.log(
      `readings ${BACKLOG + 1} = stored ${stored} (new ${newly}, sent again ${repeated}, refused ${refused})`,
    );
    expect(stored).toBe(BACKLOG + 1);
    await expect.poll(async () => (await readStatus(search.tools)).lag).toEqual({ messages: 0, seconds: 0 });
  });
});
