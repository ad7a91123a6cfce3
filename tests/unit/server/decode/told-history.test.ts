import { describe, expect, it } from 'vitest';
import { keyUnder } from '@/server/decode/families/family';
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
