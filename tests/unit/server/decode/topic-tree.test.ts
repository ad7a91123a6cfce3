import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTopicTree } from '@/server/decode/topic-tree';

function treeOf(...filters: string[]) {
  const tree = createTopicTree<string>();
  for (const filter of filters) tree.add(filter, filter);
  return tree;
}

/** MQTT's rule, the slow way. */
function matches(filter: string, topic: string): boolean {
  const [wanted, given] = [filter.split('/'), topic.split('/')];
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  const fits = (level: string, index: number) => level === '+' || level === given[index];
  if (wanted.at(-1) === '#') {
    const before = wanted.slice(0, -1);
    return (
      given.length >= before.length &&
      before.every((level, index) => index < given.length && fits(level, index))
    );
  }
  return wanted.length === given.length && wanted.every(fits);
}

describe('createTopicTree', () => {
  it('finds every filter that matches', () => {
    const tree = treeOf('a/b/c', 'a/+/c', 'a/#', '#', '+/b/c', 'a/b', 'a/b/c/#', 'a/b/+/d');

    expect([...tree.matches('a/b/c')].sort()).toEqual(
      ['#', '+/b/c', 'a/#', 'a/+/c', 'a/b/c', 'a/b/c/#'].sort(),
    );
  });

  it("leaves the broker's own topics to filters that name them", () => {
    const tree = treeOf('#', '+/broker', '$SYS/+');

    expect(tree.matches('$SYS/broker')).toEqual(['$SYS/+']);
  });

  it('agrees with the rule of MQTT on any filter and topic', () => {
    const level = fc.constantFrom('a', 'b', '', '$S');
    const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
    const filter = fc
      .tuple(fc.array(fc.constantFrom('a', 'b', '', '+'), { maxLength: 4 }), fc.boolean())
      .map(([levels, rest]) => (rest || levels.length === 0 ? [...levels, '#'] : levels).join('/'));

    fc.assert(
      fc.property(fc.uniqueArray(filter), topic, (filters, one) => {
        const expected = filters.filter((candidate) => matches(candidate, one));
        expect([...treeOf(...filters).matches(one)].sort()).toEqual(expected.sort());
      }),
    );
  });
});
