import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shareOut } from '@/server/stream/share-out';

it('gives every partition to one member, and to each about as many', () => {
  const members = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(members, fc.nat(20), fc.nat(20), (ids, raw, readings) => {
      const shares = [
        ...shareOut(ids, [
          ['raw', raw],
          ['readings', readings],
        ]).values(),
      ];

      const given = (topic: string) => shares.flatMap((share) => share[topic] ?? []).sort((a, b) => a - b);
      expect(given('raw')).toEqual(Array.from({ length: raw }, (_, partition) => partition));
      expect(given('readings')).toEqual(Array.from({ length: readings }, (_, partition) => partition));
      const sizes = shares.map((share) => Object.values(share).flat().length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

it('gives the same whatever order the members came in', () => {
  const there = shareOut(['a', 'b', 'c'], [['raw', 4]]);

  expect(shareOut(['c', 'a', 'b'], [['raw', 4]])).toEqual(there);
});
