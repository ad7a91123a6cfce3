import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicClusters } from '@/server/decode/inbox/topic-clusters';
import { createTopicTree } from '@/server/decode/topic-tree';

const CLIMATE = ['/h number', '/t number'];
const json = (topic: string, fields: readonly string[] = CLIMATE) => ({ topic, kind: 'json', fields });
const number = (topic: string) => ({ topic, kind: 'number', fields: [] });
const patterns = (topics: Parameters<typeof topicClusters>[0]) =>
  topicClusters(topics)
    .map(({ pattern }) => pattern)
    .sort();

describe('topics of one shape', () => {
  it('become a pattern where one level varies, also where it looks like no id', () => {
    const [cluster] = topicClusters([json('home/kitchen/climate'), json('home/bath/climate')]);

    expect(cluster).toMatchObject({ pattern: 'home/+/climate', sourceLevel: 1 });
  });

  it('stay apart where their payloads are not alike', () => {
    expect(patterns([json('home/kitchen/state'), json('home/door/state', ['/open boolean'])])).toEqual([
      'home/door/state',
      'home/kitchen/state',
    ]);
  });

  it('are alike where some lack a field now and then', () => {
    expect(patterns([json('a/kitchen/x', [...CLIMATE, '/bat number']), json('a/bath/x')])).toEqual(['a/+/x']);
  });

  it('of numbers are told apart by the word that says what is measured', () => {
    const topics = ['kitchen', 'bath'].flatMap((room) => [
      number(`home/${room}/temperature`),
      number(`home/${room}/humidity`),
    ]);

    expect(patterns(topics)).toEqual(['home/+/humidity', 'home/+/temperature']);
    expect(patterns([number('watts/kitchen'), number('watts/bath')])).toEqual(['watts/+']);
  });

  it('are no pattern of two levels where neither tells all of them apart', () => {
    const topics = ['one', 'two'].flatMap((house) => [json(`${house}/kitchen/x`), json(`${house}/bath/x`)]);

    expect(topicClusters(topics).map(({ sourceLevel }) => sourceLevel)).toHaveLength(2);
    expect(topicClusters(topics).every(({ sourceLevel }) => sourceLevel !== null)).toBe(true);
  });

  it('are each in one cluster, whose pattern matches it and whose level tells it from the others', () => {
    const level = fc.constantFrom('a', 'b', 'c', 'kitchen', 'temperature', '7');
    const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
    const shaped = fc.record({
      topic,
      kind: fc.constantFrom('json', 'number'),
      fields: fc.subarray(['/a number', '/b number', '/c string']),
    });
    fc.assert(
      fc.property(fc.array(shaped, { maxLength: 40 }), (topics) => {
        const clusters = topicClusters(topics);

        expect(clusters.flatMap((cluster) => cluster.topics)).toHaveLength(topics.length);
        for (const { pattern, sourceLevel, topics: own } of clusters) {
          const tree = createTopicTree<true>();
          tree.add(pattern, true);
          for (const each of own) expect(tree.matches(each.topic)).toEqual([true]);
          const names = own.map((each) => each.topic.split('/')[sourceLevel ?? -1] ?? each.topic);
          expect(new Set(names).size).toBe(new Set(own.map((each) => each.topic)).size);
        }
      }),
    );
  });

  it('are found out of ten thousand in a moment', () => {
    const topics = Array.from({ length: 10_000 }, (_, n) => json(`flood/n${n}/x`));

    expect(topicClusters(topics)).toMatchObject([{ pattern: 'flood/+/x' }]);
  });
});
