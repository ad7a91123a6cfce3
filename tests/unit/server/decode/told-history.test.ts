import { describe, expect, it } from 'vitest';
import { keyUnder } from '@/server/decode/families/family';
import { MOST_VERSIONS } from '@/server/decode/family-memory';
import { createToldHistory } from '@/server/decode/told-history';

function tell(history: ReturnType<typeof createToldHistory>, key: string, content: unknown, atMs: number) {
  const news = history.news('esphome', { key, content }, atMs);
  if (news !== undefined) history.remember([news]);
}

describe('what several messages say of one thing', () => {
  it('is found together, as it was valid at the moment', () => {
    const history = createToldHistory();
    tell(history, keyUnder('state a/b', 'two'), { n: 2 }, 1000);
    tell(history, keyUnder('state a/b', 'one'), { n: 1 }, 2000);
    tell(history, keyUnder('state a/b', 'two'), null, 3000);
    tell(history, keyUnder('state a', 'b'), { n: 3 }, 1000);

    const itemsAt = (ms: number) => history.told('esphome', ms).under('state a/b');

    expect(itemsAt(999)).toEqual([]);
    expect(itemsAt(2500)).toEqual([
      ['one', { n: 1 }],
      ['two', { n: 2 }],
    ]);
    expect(itemsAt(3000)).toEqual([['one', { n: 1 }]]);
    expect(history.told('tasmota', 2500).under('state a/b')).toEqual([]);
  });

  it('is read up to a thousand, the same ones in whatever order they came', () => {
    const [one, other] = [createToldHistory(), createToldHistory()];
    const items = Array.from({ length: 1050 }, (_, n) => `item ${String(n).padStart(4, '0')}`);
    for (const item of items) tell(one, keyUnder('g', item), item, 1000);
    for (const item of items.toReversed()) tell(other, keyUnder('g', item), item, 1000);

    const found = one.told('esphome', 1000).under('g');

    expect(found.map(([item]) => item)).toEqual(items.slice(0, 1000));
    expect(other.told('esphome', 1000).under('g')).toEqual(found);
  });

  it('keeps a line break of a name from making it another group', () => {
    expect(keyUnder('state a', 'b\nc')).toBe('state a\nb c');
  });
});

describe('what is remembered', () => {
  it('has room for so many keys of a family, and says how much found none', () => {
    const history = createToldHistory({ keys: 2, characters: 1000 });
    for (const key of ['one', 'two', 'three', 'four']) tell(history, key, { n: 1 }, 1000);
    tell(history, 'one', { n: 2 }, 2000);

    expect(['one', 'two', 'three'].map((key) => history.told('esphome', 2000).of(key))).toEqual([
      { n: 2 },
      { n: 1 },
      undefined,
    ]);
    expect([...history.turnedAway()]).toEqual([['esphome', 2]]);
    expect([...history.turnedAway()]).toEqual([]);
  });

  it('has room for so much of a family, and for others besides', () => {
    const history = createToldHistory({ keys: 10, characters: 40 });
    tell(history, 'one', 'x'.repeat(30), 1000);
    tell(history, 'two', 'x'.repeat(30), 1000);

    expect(history.told('esphome', 1000).of('two')).toBeUndefined();
    expect(history.news('homie', { key: 'two', content: 'x'.repeat(30) }, 1000)).toBeDefined();
  });

  it('of one key is the newest, however often it changed and in whatever order it came', () => {
    const [one, other] = [createToldHistory(), createToldHistory()];
    const told = Array.from({ length: MOST_VERSIONS + 50 }, (_, n) => {
      const news = one.news('esphome', { key: 'k', content: { n } }, n);
      if (news === undefined) throw new Error('no news');
      one.remember([news]);
      return news;
    });
    other.remember(told.toReversed());
    other.remember(told.slice(100, 200));

    for (const history of [one, other]) {
      expect(history.told('esphome', 49).of('k')).toBeUndefined();
      expect(history.told('esphome', 50).of('k')).toEqual({ n: 50 });
      expect(history.told('esphome', 1e9).of('k')).toEqual({ n: MOST_VERSIONS + 49 });
    }
  });

  it('of what was never told is not that it is taken back', () => {
    expect(createToldHistory().news('esphome', { key: 'k', content: null }, 1000)).toBeUndefined();
  });
});
