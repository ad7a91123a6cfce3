import { describe, expect, it } from 'vitest';
import { createLetterThinning } from '@/server/decode/letter-thinning';

describe('createLetterThinning', () => {
  it('writes ten letters a second, then one in a hundred that says how many it stands for', () => {
    const thinning = createLetterThinning();

    const written = Array.from({ length: 250 }, () => thinning.standsFor('broken', 5_000));

    expect(written.slice(0, 10)).toEqual(Array(10).fill(1));
    expect(written.slice(10).filter((count) => count !== undefined)).toEqual([90, 100]);
    expect(thinning.standsFor('broken', 6_000)).toBe(51);
    expect(thinning.standsFor('broken', 6_000)).toBe(1);
  });

  it('lets no source thin the letters of another', () => {
    const thinning = createLetterThinning();
    for (let count = 0; count < 1000; count += 1) thinning.standsFor('broken', 5_000);

    expect(thinning.standsFor('other', 5_000)).toBe(1);
  });
});
