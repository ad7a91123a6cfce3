import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCluster } from '@/server/stream/admin/cluster';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aReadingRecord } from '@/tests/support/builders';
import { anOwnSearch, type OwnSearch } from '@/tests/support/own-search';
import { searchDoor } from '@/tests/support/search-door';
import { startSearchProxy } from '@/tests/support/search-proxy';
import { servers } from '@/tests/support/servers';

/** What goes on while the search server is gone: more than a session of Kafka's groups lasts. */
const LONGER_THAN_A_SESSION_MS = 8_000;

const readings = (count: number) => Array.from({ length: count }, () => aReadingRecord());

describe('a search server that goes away', () => {
  let own: OwnSearch;
  let search: ASearch;
  beforeAll(async () => {
    own = await anOwnSearch();
  });
  afterAll(() => own.remove());
  afterEach(() => search.stop());

  async function begin(server = own): Promise<void> {
    search = await aSearch({ url: server.url, door: searchDoor(server.url) });
  }

  /** Prints the sum, and holds it. */
  async function expectBalance(read: number): Promise<void> {
    const stored = await search.door.count();
    const dead = (await search.letters()).length;
    const { stored: newly = 0, repeated = 0, refused = 0 } = await search.counts();
    console.log(`readings ${read} = stored ${stored} + dead ${dead} (new ${newly}, sent again ${repeated})`);
    expect(stored + dead).toBe(read);
    expect(newly + repeated + refused).toBe(read);
  }

  it('by kill -9 under load loses nothing and doubles nothing', async () => {
    await begin();
    await search.append(readings(2_000));
    const appending = (async () => {
      for (let round = 0; round < 10; round += 1) await search.append(readings(2_000));
    })();
    await expect.poll(() => search.counts()).toMatchObject({ stored: expect.any(Number) });
    await own.kill();
    await appending;
    await expect.poll(() => search.problem()).toMatch(/Nothing listens at|closed the connection/);
    await own.start();
    await search.settled();

    await expectBalance(22_000);
    await expect.poll(() => search.problem()).toBeUndefined();
  });

  it('for longer than a session of the group costs no rebalance, and what came meanwhile is stored', async () => {
    await begin();
    await search.append(readings(10));
    await search.settled();
    const cluster = createCluster(search.context.kafka);
    const memberBefore = await membersOf(cluster);

    own.freeze();
    await search.append(readings(5_000));
    await wait(LONGER_THAN_A_SESSION_MS);
    expect(await membersOf(cluster)).toEqual(memberBefore);
    own.thaw();
    await search.settled();

    expect(await membersOf(cluster)).toEqual(memberBefore);
    cluster.stop();
    await expectBalance(5_010);
  });

  it('and has too little memory for what comes gets it in pieces', async () => {
    const small = await anOwnSearch({ 'indexing_pressure.memory.limit': '200kb' });
    await begin(small);

    await search.append(readings(20_000));
    await search.settled();

    const { retried = 0, split = 0 } = await search.counts();
    console.log(`sent again ${retried}, divided ${split}`);
    expect(retried).toBeGreaterThan(0);
    await expectBalance(20_000);
    await search.stopRole();
    await small.remove();
  });

  it('and comes back empty is another server: it gets everything that the log still has', async () => {
    const proxy = await startSearchProxy(servers().searchUrl);
    search = await aSearch({ url: proxy.url, door: searchDoor(own.url) });
    await search.append(readings(500));
    await search.settled();
    expect(await search.door.count()).toBe(0);

    proxy.redirect(own.url);
    await search.append(readings(200));

    await expect.poll(() => search.door.count()).toBe(700);
    await expect.poll(() => search.problem()).toBeUndefined();
    await search.stopRole();
    await proxy.stop();
  });
});

async function membersOf(cluster: ReturnType<typeof createCluster>): Promise<readonly string[]> {
  const groups = await cluster.groups();
  const own = groups.find(({ group }) => group === 'hearth.search');
  return own?.members.map(({ memberId }) => memberId) ?? [];
}
