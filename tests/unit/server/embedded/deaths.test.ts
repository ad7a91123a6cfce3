import { describe, expect, it } from 'vitest';
import { afterDeath } from '@/server/embedded/deaths';

const MINUTE_MS = 60_000;

describe('afterDeath', () => {
  it('starts a part again at once after its first death, and ever later after the next', () => {
    const waits = [1, 2, 3, 4].map((deaths) => afterDeath(Array(deaths).fill(0), 0));

    expect(waits).toEqual([{ waitMs: 100 }, { waitMs: 400 }, { waitMs: 1_600 }, { waitMs: 5_000 }]);
  });

  it('gives up at the fifth death within ten minutes', () => {
    const deaths = [0, 2, 4, 6, 9].map((minute) => minute * MINUTE_MS);

    expect(afterDeath(deaths, 9 * MINUTE_MS)).toBe('give up');
  });

  it('forgets a death after ten minutes', () => {
    const deaths = [0, 2, 4, 6, 11].map((minute) => minute * MINUTE_MS);

    expect(afterDeath(deaths, 11 * MINUTE_MS)).toEqual({ waitMs: 5_000 });
  });
});
