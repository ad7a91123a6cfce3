import { afterEach, describe, expect, it } from 'vitest';
import { removeSensors } from '@/server/registry/commands';
import { keepFor } from '@/server/search/commands';
import { readStatus, wouldExpire } from '@/server/search/queries';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aReadingRecord } from '@/tests/support/builders';
import { searchDoor } from '@/tests/support/search-door';
import { servers } from '@/tests/support/servers';

const AT = Date.UTC(2026, 10, 29, 12) * 1_000;

describe('what is in the search server', () => {
  let search: ASearch;
  afterEach(() => search.stop());

  const at = (measuredAt: number, given: Parameters<typeof aReadingRecord>[0] = {}) =>
    aReadingRecord({ measuredAt, receivedAt: AT, ...given });

  it('of a removed sensor goes, also what was under way, and doesn’t come back with a restart', async () => {
    search = await aSearch();
    await search.append(
      Array.from({ length: 500 }, (_, n) => at(AT, { sensorId: n % 2 === 0 ? 'kitchen' : 'hall' })),
    );
    await search.settled();

    const removing = removeSensors(search.context.database, ['hall']);
    await search.append(Array.from({ length: 500 }, () => at(AT, { sensorId: 'hall' })));
    await removing;

    const ofHall = () => search.door.count({ term: { 'sensor.id': 'hall' } });
    await expect.poll(ofHall).toBe(0);
    await search.settled();
    await search.stopRole();
    await search.query('UPDATE consumer_offset SET next = 0');
    await search.start();
    await search.settled();

    expect(await ofHall()).toBe(0);
    expect(await search.door.count()).toBe(250);
  });

  it('of a sensor that was removed while its documents waited is never written, and counted as left out', async () => {
    search = await aSearch();
    await search.append([at(AT)]);
    await search.settled();
    const block = (is: true | null) =>
      search.door.ask('PUT', '/hearth-readings-2026.11/_settings', { 'index.blocks.write': is });
    await block(true);
    await search.append([at(AT), at(AT, { sensorId: 'hall' }), at(AT, { sensorId: 'hall' })]);
    await expect.poll(() => search.problem()).toMatch(/index write/);
    await search.query(
      "WITH gone AS (DELETE FROM sensor WHERE id = 'hall') INSERT INTO removed_sensor VALUES ('hall')",
    );
    await expect.poll(() => search.problem()).toMatch(/index write/);
    // The look at the sensors is a second old by then.
    await expect.poll(async () => (await search.counts()).retried).toBeGreaterThan(6);
    await block(null);
    await search.settled();

    expect(await search.counts()).toMatchObject({ stored: 2, skipped: 2 });
    expect(await search.door.count()).toBe(2);
  });

  it('of a sensor that was removed while the server was away goes when it is back', async () => {
    search = await aSearch();
    await search.append([at(AT), at(AT, { sensorId: 'hall' })]);
    await search.settled();
    await search.stopRole();
    await removeSensors(search.context.database, ['hall']);
    expect(await search.door.count()).toBe(2);

    await search.start();

    await expect.poll(() => search.door.count()).toBe(1);
  });

  it('is kept as many months as somebody says, and nothing older is written', async () => {
    search = await aSearch();
    const monthsAgo = (months: number) => {
      const now = new Date();
      return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 15) * 1_000;
    };
    const now = Date.now() * 1_000;
    const old = (months: number) => at(monthsAgo(months), { receivedAt: now });
    await search.append([old(5), old(4), old(1), at(now, { receivedAt: now })]);
    await search.settled();
    expect(await search.door.count()).toBe(4);
    // What was just written is counted once it was refreshed.
    expect(await wouldExpire(search.tools, 3)).toEqual({ done: { indices: 2, documents: 2 } });

    expect(await keepFor(search.tools, 0, 'test')).toMatchObject({ refused: { field: 'keepMonths' } });
    await keepFor(search.tools, 3, 'test');
    await expect.poll(() => search.door.count()).toBe(2);
    await search.append([old(4), old(1)]);
    await search.settled();

    expect(await search.door.count()).toBe(3);
    expect(await search.counts()).toMatchObject({ expired: 1 });
  });

  it('is told with how far it is behind, how much there is and what it came to', async () => {
    search = await aSearch();
    const before = (Date.now() - 3 * 86_400_000) * 1_000;
    await search.append([at(before), at(before), aReadingRecord()]);
    await search.settled();
    await search.door.count();

    expect(await readStatus(search.tools)).toMatchObject({
      connection: { url: servers().searchUrl, from: 'settings' },
      found: { product: 'OpenSearch' },
      problem: null,
      lag: { messages: 0, seconds: 0 },
      documents: { all: 3, today: 1 },
      counts: { stored: 3 },
      rejected: 0,
    });

    await search.stopRole();
    await search.append([aReadingRecord(), aReadingRecord()]);
    await expect.poll(async () => (await readStatus(search.tools)).lag?.seconds ?? 0).toBeGreaterThan(0);
    expect((await readStatus(search.tools)).lag).toMatchObject({ messages: 2 });
    await searchDoor(servers().searchUrl).clear();
  });
});
