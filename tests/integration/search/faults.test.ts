import { afterEach, describe, expect, it } from 'vitest';
import { discardRejected, retryRejected } from '@/server/search/commands';
import { rejectedDocuments } from '@/server/search/queries';
import { type ASearch, aSearch } from '@/tests/support/a-search';
import { aReadingRecord } from '@/tests/support/builders';
import { searchDoor } from '@/tests/support/search-door';
import { startSearchProxy } from '@/tests/support/search-proxy';
import { servers } from '@/tests/support/servers';

const AT = Date.UTC(2026, 10, 29, 12) * 1_000;
const INDEX = 'hearth-readings-2026.11';
const at = (given: Parameters<typeof aReadingRecord>[0] = {}) =>
  aReadingRecord({ measuredAt: AT, receivedAt: AT, ...given });

describe('the search role', () => {
  let search: ASearch;
  afterEach(() => search.stop());

  const positions = async () => {
    const rows = await search.query<{ next: string }>('SELECT sum(next) AS next FROM consumer_offset');
    return Number(rows[0]?.next);
  };

  /** From here on the index takes sensors alone whose name is a number; or any again. */
  async function refuseNames(ignoreMalformed = false): Promise<void> {
    const { door } = search;
    await door.ask('PUT', `/${INDEX}`).catch(() => undefined);
    const number = { type: 'integer', ignore_malformed: ignoreMalformed };
    await door.ask('PUT', `/${INDEX}/_mapping`, {
      properties: {
        sensor: { properties: { name: { type: 'keyword', ignore_above: 320, fields: { number } } } },
      },
    });
  }

  it('keeps what is refused for ever, with its reason, and goes on; mended, it is tried again', async () => {
    search = await aSearch({ sensors: ['kitchen', '7'] });
    await expect
      .poll(() => search.door.ask('GET', '/_index_template/hearth-readings').catch(() => undefined))
      .toBeDefined();
    await refuseNames();
    await search.append([...Array.from({ length: 50 }, () => at({ sensorId: '7' })), at({ uid: 'poison' })]);
    await search.settled();

    console.log(
      `readings 51 = stored ${await search.door.count()} + dead ${(await search.letters()).length}`,
    );
    expect(await search.door.count()).toBe(50);
    expect(await search.letters()).toMatchObject([
      { code: 'SINK_REJECT', stage: 'search', uid: 'poison', detail: expect.stringContaining('KITCHEN') },
    ]);
    const listed = await rejectedDocuments(search.tools);
    expect(listed).toMatchObject({
      done: [{ index: INDEX, sensorId: 'kitchen', status: 400, reason: expect.stringContaining('KITCHEN') }],
    });
    expect(search.problem()).toBeUndefined();

    expect(await retryRejected(search.tools, undefined)).toEqual({
      done: { stored: 0, refused: 1, dropped: 0 },
    });
    await refuseNames(true);
    expect(await retryRejected(search.tools, undefined)).toEqual({
      done: { stored: 1, refused: 0, dropped: 0 },
    });

    expect(await search.door.count()).toBe(51);
    expect(await rejectedDocuments(search.tools)).toEqual({ done: [] });
  });

  it('keeps a refused document once, however often it comes, and until somebody gives up on it', async () => {
    search = await aSearch({ sensors: ['kitchen', '7'] });
    await expect
      .poll(() => search.door.ask('GET', '/_index_template/hearth-readings').catch(() => undefined))
      .toBeDefined();
    await refuseNames();
    await search.append([at({ uid: 'poison' })]);
    await search.settled();
    await search.stopRole();
    await search.query('UPDATE consumer_offset SET next = 0');
    await search.start();
    await search.settled();

    expect(await search.query('SELECT 1 FROM search_rejected')).toHaveLength(1);
    await discardRejected(search.tools, undefined, 'test');
    expect(await search.query('SELECT 1 FROM search_rejected')).toHaveLength(0);
  });

  it.each([
    ['write', /index write/],
    ['read_only', /read-only/],
    ['read_only_allow_delete', /disk usage exceeded/],
  ])('waits while an index is blocked (%s), says why, and loses nothing', async (block, words) => {
    search = await aSearch();
    await search.append([at()]);
    await search.settled();
    const before = await positions();
    await search.door.ask('PUT', `/${INDEX}/_settings`, { [`index.blocks.${block}`]: true });
    await search.append(Array.from({ length: 500 }, () => at()));

    await expect.poll(() => search.problem()).toMatch(words);
    expect(await positions()).toBe(before);
    await search.door.ask('PUT', `/${INDEX}/_settings`, { [`index.blocks.${block}`]: null });
    await search.settled();

    expect(await search.door.count()).toBe(501);
    await expect.poll(() => search.problem()).toBeUndefined();
  });

  it('stops when it is refused by its password, commits nothing, and goes on once that is mended', async () => {
    const proxy = await startSearchProxy(servers().searchUrl);
    search = await aSearch({ url: proxy.url });
    await search.append([at()]);
    await search.settled();
    const before = await positions();
    proxy.meddle((_asked, answer) => {
      answer.writeHead(401).end('{"error":{"type":"security_exception","reason":"unable to authenticate"}}');
      return true;
    });
    await search.append([at(), at()]);

    await expect.poll(() => search.problem()).toMatch(/wrong user, password or API key/);
    expect(await positions()).toBe(before);
    proxy.meddle(undefined);
    await search.settled();

    expect(await search.door.count()).toBe(3);
    await search.stopRole();
    await proxy.stop();
  });

  it.each([
    [
      'somebody else’s of the same name',
      '/_index_template/hearth-readings',
      { index_patterns: ['hearth-readings-*'], priority: 7 },
      /isn't Hearth's/,
    ],
    [
      'one that wins over Hearth’s',
      '/_index_template/everything',
      {
        index_patterns: ['hearth-*'],
        priority: 900,
        template: { mappings: { properties: { value: { type: 'keyword' } } } },
      },
      /would not be as Hearth needs it/,
    ],
  ])('writes nothing while a template is wrong: %s', async (_name, path, template, words) => {
    const door = searchDoor(servers().searchUrl);
    await door.clear();
    await door.ask('PUT', path, template);
    const clear = door.clear;
    search = await aSearch({ door: { ...door, clear: async () => undefined } });
    await search.append([at()]);

    await expect.poll(() => search.problem()).toMatch(words);
    expect(await search.query('SELECT 1 FROM consumer_offset')).toEqual([]);
    await door.ask('DELETE', path);
    await search.settled();

    expect(await search.door.count()).toBe(1);
    await clear();
  });

  it('writes nothing into an index that is not as it needs it', async () => {
    search = await aSearch();
    await search.append([at({ measuredAt: Date.UTC(2026, 9, 1) * 1_000 })]);
    await search.settled();
    await search.stopRole();
    await search.door.clear();
    await search.door.ask('PUT', `/${INDEX}`, { mappings: { properties: { value: { type: 'keyword' } } } });
    await search.start();
    await search.append([at()]);

    await expect
      .poll(() => search.problem())
      .toMatch(/hearth-readings-2026.11 is there and not as Hearth needs it/);
    await search.door.ask('DELETE', `/${INDEX}`);
    await search.settled();
    expect(await search.door.count()).toBe(1);
  });
});
