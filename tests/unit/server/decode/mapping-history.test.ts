import { describe, expect, it } from 'vitest';
import { createMappingHistory, type StoredVersion } from '@/server/decode/mapping-history';
import { aMapping } from '@/tests/support/builders';

const START_MS = 1_790_000_000_000;
const TOPIC = 'sensors/kitchen/temperature';

function aVersion(given: Partial<StoredVersion> = {}): StoredVersion {
  return {
    mappingId: 1,
    version: 1,
    validFrom: START_MS * 1000,
    definition: aMapping(),
    ...given,
  };
}

function historyOf(...versions: readonly StoredVersion[]) {
  const history = createMappingHistory();
  history.learn(versions);
  return (topic: string, atMs: number) =>
    history.inForce(topic, atMs).map(({ mappingId, version }) => `${mappingId}@${version}`);
}

describe('createMappingHistory', () => {
  it('gives each moment the version in force at it', () => {
    const inForce = historyOf(
      aVersion(),
      aVersion({ version: 2, validFrom: (START_MS + 1000) * 1000 }),
      aVersion({ version: 3, validFrom: (START_MS + 2000) * 1000 + 1, definition: null }),
    );

    expect(inForce(TOPIC, START_MS - 1)).toEqual([]);
    expect(inForce(TOPIC, START_MS)).toEqual(['1@1']);
    expect(inForce(TOPIC, START_MS + 999)).toEqual(['1@1']);
    expect(inForce(TOPIC, START_MS + 1000)).toEqual(['1@2']);
    expect(inForce(TOPIC, START_MS + 2000)).toEqual(['1@2']);
    expect(inForce(TOPIC, START_MS + 2001)).toEqual([]);
  });

  it('gives a topic every mapping that claims it, oldest mapping first', () => {
    const inForce = historyOf(
      aVersion({ mappingId: 9, definition: aMapping({ topic: 'sensors/#' }) }),
      aVersion({ mappingId: 4, definition: aMapping({ topic: 'sensors/+/temperature' }) }),
      aVersion({ mappingId: 7 }),
      aVersion({ mappingId: 2, definition: aMapping({ topic: 'elsewhere' }) }),
    );

    expect(inForce(TOPIC, START_MS)).toEqual(['4@1', '7@1', '9@1']);
  });

  it('lets what a replay put in force hold for what that looked at alone', () => {
    const history = createMappingHistory();
    const rooms = aMapping({ topic: 'sensors/+/temperature' });
    history.learn([
      aVersion({ definition: rooms }),
      aVersion({ version: 2, validFrom: (START_MS + 1000) * 1000, definition: rooms }),
    ]);
    history.correctMappings([
      {
        ...{ id: 1, replayId: 1, isUndone: false, mappingId: 1, said: { version: 2 } },
        ...{ validFrom: START_MS * 1000, validTo: (START_MS + 1000) * 1000 },
        topics: ['sensors/bath/temperature'],
      },
    ]);

    const versionFor = (topic: string) => history.inForce(topic, START_MS)[0]?.version;
    expect(versionFor('sensors/bath/temperature')).toBe(2);
    expect(versionFor(TOPIC)).toBe(1);

    history.correctMappings([
      {
        ...{ id: 2, replayId: 2, isUndone: false, mappingId: 1, said: { version: 2 } },
        ...{ validFrom: START_MS * 1000, validTo: (START_MS + 1000) * 1000 },
        topics: ['sensors/{room}/temperature'],
      },
    ]);
    expect(versionFor(TOPIC)).toBe(2);
  });

  it('notices what it learns about a topic it was asked about before', () => {
    const history = createMappingHistory();
    expect(history.inForce(TOPIC, START_MS)).toEqual([]);

    history.learn([aVersion()]);

    expect(history.inForce(TOPIC, START_MS)).toHaveLength(1);
  });

  it.each([
    ['of no format', { format: 'new' }],
    ['past a limit of today', aMapping({ name: 'n'.repeat(81) })],
    ['with a pattern that nothing compiles', { ...aMapping(), format: 'regex', pattern: '(' }],
    ['that is nothing', 7],
  ])('reads nothing by a version %s, tells of it, and reads by all others', (_, definition) => {
    const history = createMappingHistory();

    history.learn([
      aVersion(),
      aVersion({ version: 2, validFrom: (START_MS + 1000) * 1000, definition }),
      aVersion({ mappingId: 2 }),
    ]);

    const at = (ms: number) =>
      history.inForce(TOPIC, ms).map(({ mappingId, version }) => `${mappingId}@${version}`);
    expect(at(START_MS)).toEqual(['1@1', '2@1']);
    expect(at(START_MS + 1000)).toEqual(['2@1']);
    const refused = { mappingId: 1, version: 2, problem: expect.any(String) };
    expect(history.unreadable()).toEqual([{ ...refused, isNewest: true }]);

    history.learn([aVersion({ version: 3, validFrom: (START_MS + 2000) * 1000 })]);

    expect(history.unreadable()).toEqual([{ ...refused, isNewest: false }]);
  });

  it('answers for more topics than it remembers', () => {
    const inForce = historyOf(aVersion({ definition: aMapping({ topic: 'many/+' }) }));

    for (let topic = 0; topic < 25_000; topic += 1)
      expect(inForce(`many/${topic}`, START_MS)).toEqual(['1@1']);
    expect(inForce('many/0', START_MS)).toEqual(['1@1']);
  });
});
