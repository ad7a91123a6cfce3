import { describe, expect, it } from 'vitest';
import { afterSaying } from '@/server/history/availability-state';

describe('what a sensor says of itself', () => {
  it('holds since it first said so', () => {
    const state = afterSaying(undefined, [
      { state: 'offline', at: 1 },
      { state: 'online', at: 2 },
      { state: 'online', at: 5 },
    ]);

    expect(state).toEqual({ state: 'online', since: 2, saidAt: 5 });
  });

  it('is not overruled by what was said before', () => {
    const online = { state: 'online', since: 2, saidAt: 5 } as const;

    expect(afterSaying(online, [{ state: 'offline', at: 4 }])).toEqual(online);
  });

  it('is of two words of one moment the later record', () => {
    const online = { state: 'online', since: 2, saidAt: 5 } as const;

    expect(afterSaying(online, [{ state: 'offline', at: 5 }])).toEqual({
      state: 'offline',
      since: 5,
      saidAt: 5,
    });
  });
});
