import { afterEach, describe, expect, it } from 'vitest';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aReadingRecord } from '@/tests/support/builders';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { type SearchProxy, startSearchProxy } from '@/tests/support/search-proxy';
import { servers } from '@/tests/support/servers';

const READINGS = 10_000;

describe('a process that carries readings to the search server', () => {
  let search: ASearch;
  let proxy: SearchProxy;
  let hearth: HearthProcess | undefined;

  afterEach(async () => {
    await hearth?.stop();
    await search.stop();
    await proxy.stop();
  });

  /** The role alone, as a process of its own. */
  const start = () =>
    startHearth({
      env: {
        HEARTH_ROLES: 'search',
        KAFKA_BROKERS: search.context.kafka.brokers.join(','),
        DATABASE_URL: search.context.database.url,
        ELASTICSEARCH_URL: proxy.url,
      },
    });

  it('killed between storing and committing stores nothing twice and leaves nothing out', async () => {
    proxy = await startSearchProxy(servers().searchUrl);
    search = await aSearch({ url: proxy.url });
    await search.stopRole();
    await search.append(Array.from({ length: READINGS }, () => aReadingRecord()));
    // Stored, and the process never hears of it.
    const stored = new Promise<void>((resolve) => {
      proxy.meddle(async ({ url }, _answer, _body, forward) => {
        if (url?.startsWith('/_bulk') !== true) return false;
        await forward();
        resolve();
        return true;
      });
    });
    hearth = await start();
    await stored;
    await hearth.kill9();
    const positions = await search.query<{ next: string }>('SELECT sum(next) AS next FROM consumer_offset');
    expect(Number(positions[0]?.next)).toBe(0);
    const before = await search.door.count();
    expect(before).toBeGreaterThan(0);

    proxy.meddle(undefined);
    hearth = await hearth.restart();
    await search.settled();

    const after = await search.door.count();
    console.log(
      `readings ${READINGS} = stored ${after}, of these before the kill ${before}; dead ${(await search.letters()).length}`,
    );
    expect(after).toBe(READINGS);
    expect(await search.letters()).toEqual([]);
  });

  it('shares the work with a second one, and has all of it when that one is killed', async () => {
    proxy = await startSearchProxy(servers().searchUrl);
    search = await aSearch({ url: proxy.url });
    hearth = await start();
    const records = Array.from({ length: READINGS }, (_, n) =>
      aReadingRecord({ sensorId: n % 2 === 0 ? 'kitchen' : 'hall' }),
    );
    await search.append(records.slice(0, READINGS / 2));
    await hearth.kill9();
    await search.append(records.slice(READINGS / 2));
    await search.settled();

    expect(await search.door.count()).toBe(READINGS);
    hearth = undefined;
  });
});
