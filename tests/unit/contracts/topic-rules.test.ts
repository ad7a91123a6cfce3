import { describe, expect, it } from 'vitest';
import { nameProblem, type RuleFacts, wishProblems } from '@/contracts/topic-rules';
import type { TopicShape } from '@/contracts/topic-wish';

const DEFAULTS = {
  'retention.ms': '604800000',
  'retention.bytes': '-1',
  'segment.ms': '604800000',
  'segment.bytes': '1073741824',
  'cleanup.policy': 'delete',
  'max.message.bytes': '1048588',
  'min.insync.replicas': '1',
};

function problems(own: Partial<TopicShape>, facts: Partial<RuleFacts> = {}): readonly string[] {
  const wish = { partitions: 3, replication: 1, configs: {}, ...own };
  const found = wishProblems(wish, { isOwn: false, brokers: 3, defaults: DEFAULTS, ...facts });
  return found.map(({ at, isRefusal, message }) => `${isRefusal ? 'refused' : 'warned'} ${at}: ${message}`);
}

describe('a wish', () => {
  it('that is plain has no problem', () => {
    expect(problems({})).toEqual([]);
  });

  it.each<[Partial<TopicShape>, RegExp]>([
    [{ partitions: 0 }, /^refused partitions/],
    [{ partitions: 1.5 }, /^refused partitions/],
    [{ partitions: 10_001 }, /^refused partitions/],
    [{ replication: 0 }, /^refused replication: At least one/],
    [{ replication: 4 }, /^refused replication: .*there are 3 brokers/],
    [{ configs: { 'min.insync.replicas': '2' } }, /^refused min.insync.replicas: With one copy/],
    [{ configs: { 'retention.ms': '3600000' } }, /^warned segment.ms: Longer than messages are kept \(1 h\)/],
    [
      { configs: { 'retention.bytes': '2147483648' } },
      /^warned retention.bytes: .* 3 partitions: up to 6 GiB/,
    ],
  ])('%j is told what is wrong', (own, message) => {
    expect(problems(own)).toEqual([expect.stringMatching(message)]);
  });

  it('warns of a limit that is smaller than a file', () => {
    expect(problems({ partitions: 1, configs: { 'retention.bytes': '1048576' } })).toEqual([
      expect.stringMatching(/^warned retention.bytes: Smaller than a file \(1 GiB\)/),
    ]);
  });

  it('warns of compacting messages that have no key', () => {
    const compacted = { configs: { 'cleanup.policy': 'compact' } };

    expect(problems(compacted, { sample: { looked: 25, without: 4, largest: 10 } })).toEqual([
      expect.stringMatching(/^warned cleanup.policy: Of the newest 25 messages 4 have no key/),
    ]);
    expect(problems(compacted, { sample: { looked: 25, without: 0, largest: 10 } })).toEqual([]);
  });

  it('warns of taking less than what is sent', () => {
    const small = { configs: { 'max.message.bytes': '1000' } };

    expect(problems(small, { sample: { looked: 25, without: 0, largest: 4_096 } })).toEqual([
      expect.stringMatching(/^warned max.message.bytes: Of the newest 25 messages the largest has 4 KiB/),
    ]);
    expect(problems(small, { sample: { looked: 25, without: 0, largest: 900 } })).toEqual([]);
  });

  it.each([
    ['compression.type', 'zstd'],
    ['compression.type', 'lz4'],
    ['compression.type', 'snappy'],
    ['cleanup.policy', 'compact'],
    ['cleanup.policy', 'compact,delete'],
    ['message.timestamp.type', 'LogAppendTime'],
    ['max.message.bytes', '1000000'],
    ['retention.ms', '60000'],
    ['unclean.leader.election.enable', 'true'],
  ])('of Hearth’s own can’t have %s=%s', (name, value) => {
    const configs = { 'max.message.bytes': '2097152', [name]: value };

    expect(problems({ configs }, { isOwn: true })).toContainEqual(expect.stringMatching(`refused ${name}: `));
    expect(problems({ configs }).filter((line) => line.startsWith('refused'))).toEqual([]);
  });
});

it.each([
  ['', 'A topic needs a name.'],
  ['.', '“.” is no name'],
  ['..', '“..” is no name'],
  ['with space', 'this one has a space'],
  ['home/kitchen', 'this one has “/”'],
  ['küche', 'this one has “ü”'],
  ['x'.repeat(250), 'has at most 249 characters; this one has 250'],
  ['__consumer_offsets', 'Kafka’s own'],
])('“%s” is no name for a topic', (name, message) => {
  expect(nameProblem(name)).toContain(message);
});

it('takes a name of 249 characters', () => {
  expect(nameProblem('x'.repeat(249))).toBeUndefined();
});
