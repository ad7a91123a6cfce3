import { describe, expect, it } from 'vitest';
import { changeWords } from '@/components/topics/change-words';
import { keepsText } from '@/components/topics/keeps-text';
import { FOR_EVER_MS, namedStops, retentionStops } from '@/components/topics/retention-stops';
import { differingLines } from '@/components/topics/revision-lines';
import { beginOrder, matchingTopics, sortedTopics } from '@/components/topics/sorted-topics';
import { stateText } from '@/components/topics/state-badge';
import { draftOf, isSameWish, wishOf } from '@/components/topics/wish-draft';
import type { Change, Loss } from '@/contracts/topic-plan';
import type { TopicLine, TopicWish } from '@/contracts/topic-wish';
import { aFormat } from '@/tests/support/a-format';

const DAY_MS = 86_400_000;
const LONG = { type: 'long', fallback: '604800000' };
const SETTINGS = [{ name: 'retention.ms', type: 'long' }];

function aLine(own: Partial<TopicLine> = {}): TopicLine {
  return {
    ...{ name: 'a', state: 'as_planned', differing: 0, driftSince: null, isHalted: false, isOwn: false },
    ...{ isRawLog: false, isInternal: false, comment: '', owner: '', partitions: 1, replication: 1 },
    ...{ retentionMs: 7 * DAY_MS, retentionBytes: -1, cleanupPolicy: 'delete', bytes: 0, messages: 0 },
    ...{ bytesADay: 0, messagesADay: 0, perSecond: null, replicas: { inSync: 1, all: 1 } },
    ...own,
  } as TopicLine;
}

function aWish(own: Partial<TopicWish> = {}): TopicWish {
  return {
    ...{
      partitions: 1,
      replication: 1,
      configs: {},
      comment: '',
      owner: '',
      isProtected: true,
      onDrift: 'tell',
    },
    ...own,
  } as TopicWish;
}

describe('what was typed', () => {
  it('becomes the wish that it began with', () => {
    const wish = aWish({ partitions: 3, configs: { 'retention.ms': '34560000000' }, comment: 'clicks' });

    const draft = draftOf(wish, SETTINGS);

    expect(draft.typed).toEqual({ 'retention.ms': '400 days' });
    expect(wishOf(draft, SETTINGS)).toEqual({ wish, problems: {} });
  });

  it('is told by field what is wrong with it', () => {
    const draft = { ...draftOf(aWish(), SETTINGS), partitions: 'many', typed: { 'retention.ms': 'soon' } };

    const { wish, problems } = wishOf(draft, SETTINGS);

    expect(wish).toBeUndefined();
    expect(Object.keys(problems).sort()).toEqual(['partitions', 'retention.ms']);
  });

  it('is the same wish whatever the order of its settings', () => {
    const one = aWish({ configs: { a: '1', b: '2' } });

    expect(isSameWish(one, aWish({ configs: { b: '2', a: '1' } }))).toBe(true);
    expect(isSameWish(one, aWish({ configs: { a: '1' } }))).toBe(false);
  });
});

describe('the list', () => {
  const lines = [
    aLine({ name: 'b', bytes: 10, comment: 'Clicks of the shop' }),
    aLine({ name: 'a', bytes: 5, state: 'drift', differing: 2 }),
    aLine({ name: 'c', bytes: null, retentionMs: -1 }),
  ];
  const names = (found: readonly TopicLine[]) => found.map(({ name }) => name);

  it('is ordered by any column, alike ones by name', () => {
    expect(names(sortedTopics(lines, beginOrder('name')))).toEqual(['a', 'b', 'c']);
    expect(names(sortedTopics(lines, beginOrder('size')))).toEqual(['b', 'a', 'c']);
    expect(names(sortedTopics(lines, beginOrder('state')))).toEqual(['a', 'b', 'c']);
    expect(names(sortedTopics(lines, beginOrder('keeps')))).toEqual(['c', 'a', 'b']);
    expect(names(sortedTopics(lines, { column: 'growth', isDescending: false }))).toEqual(['a', 'b', 'c']);
  });

  it('is searched by name, comment and state', () => {
    expect(names(matchingTopics(lines, 'shop CLICKS', stateText))).toEqual(['b']);
    expect(names(matchingTopics(lines, 'drift', stateText))).toEqual(['a']);
    expect(names(matchingTopics(lines, '', stateText))).toEqual(['b', 'a', 'c']);
  });

  it.each<[Partial<TopicLine>, string]>([
    [{}, '7 days'],
    [{ retentionMs: -1 }, 'for ever'],
    [{ retentionMs: DAY_MS }, '1 day'],
    [{ retentionMs: DAY_MS / 2 }, '12 h'],
    [{ retentionMs: -1, retentionBytes: 2e9, partitions: 2 }, 'up to 4.0 GB'],
    [{ cleanupPolicy: 'compact' }, 'newest per key'],
    [{ cleanupPolicy: 'compact,delete' }, 'newest per key, 7 days'],
    [{ retentionMs: null, cleanupPolicy: null }, '–'],
  ])('says how long %j keeps messages', (own, text) => {
    expect(keepsText(aLine(own), aFormat())).toBe(text);
  });
});

describe('a change in words', () => {
  const loss: Loss = {
    ...{ messages: 11_500_000, bytes: 800_000_000, unread: [{ group: 'billing', messages: 12 }] },
    from: Date.UTC(2025, 9, 19, 12),
    until: Date.UTC(2025, 10, 23, 12),
  };
  const lowered: Change = {
    ...{ what: 'retention.ms', from: '34560000000', to: '31536000000' },
    ...{ class: 'data_affecting', effect: 'retention_lowered', loss },
  };

  it('says what goes for ever: days, dates, size, messages, and who has not read them', () => {
    expect(changeWords(lowered, LONG, aFormat())).toEqual({
      title: 'Deletes 35 days for ever',
      consequence:
        '19 Oct 2025 – 23 Nov 2025, up to 800 MB, 11,500,000 messages. billing has 12 of them unread.',
    });
  });

  it('says that nothing goes where nothing does', () => {
    const harmless = { ...lowered, loss: { ...loss, messages: 0, from: null, unread: [] } };

    expect(changeWords(harmless, LONG, aFormat())).toEqual({
      title: 'Keeps less',
      consequence: '365 days instead of 400 days. Nothing that is there now is beyond it.',
    });
  });

  it('names the default that a setting goes back to', () => {
    const back: Change = { ...lowered, to: null, class: 'safe', effect: 'retention_raised' };

    expect(changeWords(back, LONG, aFormat()).consequence).toMatch(
      /^7 days \(the default\) instead of 400 days\./,
    );
  });

  it('gives the reason of what is impossible', () => {
    const change: Change = {
      ...{ what: 'partitions', from: '3', to: '2', class: 'impossible', effect: 'partitions_fewer' },
      reason: 'It can’t be done.',
    };

    expect(changeWords(change, undefined, aFormat())).toEqual({
      title: 'Fewer partitions are impossible',
      consequence: 'It can’t be done.',
    });
  });
});

it('lets the slider stand on what is planned and on what the cluster has', () => {
  const odd = 123 * DAY_MS;

  const stops = retentionStops([odd, FOR_EVER_MS]);

  expect(stops).toContain(odd);
  expect(stops.at(-1)).toBe(FOR_EVER_MS);
  expect(stops.slice(0, -1)).toEqual([...stops.slice(0, -1)].sort((one, other) => one - other));
  expect(namedStops(stops).at(-1)).toEqual({ place: stops.length - 1, text: 'for ever' });
});

it('tells revisions apart, field by field', () => {
  const before = aWish({ configs: { a: '1', 'retention.ms': '86400000' } });
  const after = aWish({ configs: { b: '2' }, isProtected: false, owner: 'Jana' });

  expect(differingLines(before, after)).toEqual([
    { field: 'owner', from: '–', to: 'Jana' },
    { field: 'protected', from: 'yes', to: 'no' },
    { field: 'a', from: '1', to: 'default' },
    { field: 'b', from: 'default', to: '2' },
    { field: 'retention.ms', from: '1 day', to: 'default' },
  ]);
});
