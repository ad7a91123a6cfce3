import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FilterTree } from '@/server/ingest/filter-tree';
import { covers } from '@/server/ingest/topic-filter';

const level = fc.constantFrom('a', 'b', '', '$SYS', '+');
const filters = fc
  .tuple(fc.array(level, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([levels, deep]) => [...levels, ...(deep ? ['#'] : [])].join('/'));
const topics = fc
  .array(fc.constantFrom('a', 'b', '', '$SYS'), { minLength: 1, maxLength: 4 })
  .map((levels) => levels.join('/'));

function found(tree: FilterTree<number>, topic: string): readonly string[] {
  const names: string[] = [];
  tree.visit(topic, (name, kept) => names.push(`${name} ${kept}`));
  return names.toSorted();
}

it('finds what covers a topic, each once, and nothing that was taken out', () => {
  fc.assert(
    fc.property(fc.uniqueArray(filters), fc.uniqueArray(filters), topics, (kept, gone, topic) => {
      const tree = new FilterTree<number>();
      for (const [index, filter] of kept.entries()) tree.set(filter, `kept ${filter}`, index);
      for (const filter of gone) tree.set(filter, 'gone', -1);
      for (const filter of gone) tree.delete(filter, 'gone');

      const expected = kept.flatMap((filter, index) =>
        covers(filter, topic) ? [`kept ${filter} ${index}`] : [],
      );
      expect(found(tree, topic)).toEqual(expected.toSorted());
    }),
  );
});

it('keeps what stands beside and below what is taken out', () => {
  const tree = new FilterTree<number>();
  tree.set('a/b', 'one', 1);
  tree.set('a/b', 'two', 2);
  tree.set('a/b/c', 'one', 3);

  tree.delete('a/b', 'one');
  tree.delete('a/x', 'one');
  tree.delete('a/b/c/d', 'one');

  expect(found(tree, 'a/b')).toEqual(['two 2']);
  expect(found(tree, 'a/b/c')).toEqual(['one 3']);
});
