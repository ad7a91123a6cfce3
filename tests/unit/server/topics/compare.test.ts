import { describe, expect, it } from 'vitest';
import { differences, stateOf, unchangedOverrides, type WishRecord } from '@/server/topics/compare';

const WISH = { partitions: 2, replication: 1, configs: { 'retention.ms': '1', 'segment.ms': '2' } };
const OBSERVED = { topicId: 'a', ...WISH };

function record(own: Partial<WishRecord> = {}): WishRecord {
  return { isManaged: true, topicId: 'a', revision: 3, appliedRevision: 3, deleteAt: null, ...own };
}

describe('what differs', () => {
  it('is nothing where all is as wished', () => {
    expect(differences(WISH, OBSERVED)).toEqual([]);
    expect(unchangedOverrides(WISH, OBSERVED)).toBe(2);
  });

  it('is told by name, overrides that nobody wished among them', () => {
    const other = {
      topicId: 'a',
      partitions: 3,
      replication: 2,
      configs: { 'retention.ms': '1', 'flush.ms': '9' },
    };

    expect(differences(WISH, other)).toEqual([
      { what: 'partitions', from: '3', to: '2' },
      { what: 'replication', from: '2', to: '1' },
      { what: 'flush.ms', from: '9', to: null },
      { what: 'segment.ms', from: null, to: '2' },
    ]);
    expect(unchangedOverrides(WISH, other)).toBe(1);
  });

  it('is the topic where there is none', () => {
    expect(differences(WISH, undefined)).toEqual([{ what: 'topic', from: null, to: '2 × 1' }]);
  });
});

describe('a topic', () => {
  const changed = { ...OBSERVED, configs: {} };

  it.each([
    ['as_planned', record(), OBSERVED],
    ['drift', record(), changed],
    ['change_waiting', record({ appliedRevision: 2 }), changed],
    ['change_waiting', record({ appliedRevision: null }), changed],
    ['as_planned', record({ appliedRevision: 2 }), OBSERVED],
    ['change_waiting', record({ topicId: null, appliedRevision: null }), undefined],
    ['missing', record(), undefined],
    ['conflict', record(), { ...OBSERVED, topicId: 'b' }],
    ['delete_waiting', record({ deleteAt: 1 }), OBSERVED],
    ['conflict', record({ deleteAt: 1 }), { ...OBSERVED, topicId: 'b' }],
    ['not_managed', record({ isManaged: false }), OBSERVED],
  ] as const)('is %s', (state, of, observed) => {
    expect(stateOf(of, WISH, observed)).toBe(state);
  });

  it('that nobody ever wished anything of is not managed', () => {
    expect(stateOf(undefined, undefined, OBSERVED)).toBe('not_managed');
  });
});
