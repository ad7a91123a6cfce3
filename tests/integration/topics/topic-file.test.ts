import { beforeEach, expect, it } from 'vitest';
import { servers } from '@/tests/support/servers';
import { aTopic, aTopicName, testKafka } from '../../support/a-topic';
import { aTopicDesk, overridesOf, recordOf, write } from '../../support/a-topic-desk';
import { type AdminAnswer, admin } from '../../support/admin';
import { freshTopics } from '../../support/fresh-topics';

const DAY_MS = 86_400_000;

// What settings there are is told of a topic of Hearth's own.
beforeEach(() => freshTopics(testKafka()));

async function aDesk() {
  const tools = await aTopicDesk();
  const { url } = tools.database as typeof tools.database & { url: string };
  const run = (words: readonly string[], file?: object | string): Promise<AdminAnswer> =>
    admin(words, {
      databaseUrl: url,
      kafkaBrokers: servers().kafkaBrokers,
      ...(file !== undefined && {
        input: typeof file === 'string' ? file : JSON.stringify(file, undefined, 2),
      }),
    });
  return { tools, run };
}

it('plans and applies what a file says, and exports the same', async () => {
  const { tools, run } = await aDesk();
  const made = aTopicName();
  const there = await aTopic(tools.cluster, {
    configs: { 'retention.ms': `${DAY_MS}`, 'segment.ms': '3600000' },
  });
  const file = {
    topics: [
      { name: made, partitions: 2, configs: { 'retention.ms': '3 days' }, comment: 'Made by a file' },
      { name: there, partitions: 1, configs: { 'retention.ms': '2 days', 'segment.ms': '1 h' } },
    ],
  };

  const planned = await run(['topic', 'plan', '-'], file);
  const before = await overridesOf(tools, there);
  const applied = await run(['topic', 'apply', '-'], file);
  const again = await run(['topic', 'apply', '-'], file);
  const exported = await run(['topic', 'export']);

  expect(planned.code).toBe(0);
  expect(JSON.parse(planned.stdout).plans).toMatchObject([
    { topic: made, changes: [{ what: 'topic', class: 'safe' }] },
    {
      topic: there,
      changes: [{ what: 'retention.ms', from: `${DAY_MS}`, to: `${2 * DAY_MS}`, effect: 'retention_raised' }],
    },
  ]);
  expect(before).toEqual({ 'retention.ms': `${DAY_MS}`, 'segment.ms': '3600000' });
  expect(applied).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(applied.stdout).outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'applied',
    'applied',
  ]);
  expect(JSON.parse(again.stdout).outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'as planned',
    'as planned',
  ]);
  expect(await overridesOf(tools, there)).toEqual({
    'retention.ms': `${2 * DAY_MS}`,
    'segment.ms': '3600000',
  });
  expect(await recordOf(tools, there)).toEqual(['local: adopted', 'local: saved', 'local: applied']);
  expect(JSON.parse(exported.stdout).topics.find(({ name }: { name: string }) => name === made)).toEqual({
    ...{ name: made, partitions: 2, replication: 1, configs: { 'retention.ms': `${3 * DAY_MS}` } },
    ...{ comment: 'Made by a file', owner: '', protected: true, onDrift: 'tell' },
  });
});

it('loses nothing without the words for it, and begins nothing after what failed', async () => {
  const { tools, run } = await aDesk();
  const topic = await aTopic(tools.cluster, { configs: { 'retention.ms': '-1' } });
  const next = aTopicName();
  await write(topic, [{ timestampMs: Date.now() - 10 * DAY_MS }]);
  const file = {
    topics: [
      { name: topic, partitions: 1, configs: { 'retention.ms': '7 days', 'flush.ms': '5 s' } },
      { name: next, partitions: 1 },
    ],
  };

  const unsaid = await run(['topic', 'apply', '-'], file);
  const safe = await run(['topic', 'apply', '-', '--safe'], file);
  const afterSafe = await overridesOf(tools, topic);
  const said = await run(['topic', 'apply', '-', '--confirm', 'delete 3 days'], file);

  expect(unsaid.code).toBe(1);
  expect(unsaid.stderr).toContain(
    `${topic}: Type “delete 3 days” to apply it. On the command line: --confirm "delete 3 days".`,
  );
  expect(JSON.parse(unsaid.stdout).outcomes[1]).toEqual({ topic: next, outcome: 'not begun' });
  expect(safe.code).toBe(0);
  expect(afterSafe).toEqual({ 'retention.ms': '-1', 'flush.ms': '5000' });
  expect(said.code).toBe(0);
  expect(await overridesOf(tools, topic)).toEqual({ 'retention.ms': `${7 * DAY_MS}`, 'flush.ms': '5000' });
});

it('says what is wrong with a file, and where', async () => {
  const { run } = await aDesk();
  const wrong = {
    topics: [
      { name: 'with space', partitions: 1 },
      { name: 'one', partitions: 1, configs: { 'retention.ms': 'soon' } },
      { name: 'one', partitions: 1 },
    ],
  };

  const answer = await run(['topic', 'apply', '-'], wrong);
  const broken = await run(['topic', 'plan', '-'], '{ "topics": [');

  expect(answer.code).toBe(1);
  expect(answer.stderr.split('\n')).toEqual([
    expect.stringMatching(/^standard input:4: A name holds .* a space/),
    expect.stringMatching(
      /^standard input:11: “soon” is no length of time.*\(at \/topics\/1\/configs\/retention.ms\)/,
    ),
    expect.stringMatching(/^standard input:15: this topic stands here twice/),
    '',
  ]);
  expect(broken).toMatchObject({ code: 1, stderr: expect.stringMatching(/^standard input:1: /) });
});
