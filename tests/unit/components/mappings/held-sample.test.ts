import { describe, expect, it } from 'vitest';
import { lookingAt } from '@/components/mappings/held-sample';
import type { MappingSample } from '@/contracts/mapping-preview';

const sampleAt = (at: number): MappingSample => ({
  topic: 'home/hall',
  at,
  text: String(at),
  bytes: 1,
  leaves: [],
  partition: 0,
  offset: at,
  bytesShown: '',
  now: { readings: [], availability: null },
  was: { readings: [], availability: null },
});
const SAMPLES = [5, 4, 3].map(sampleAt);

function lookedAt(filter: string, samples: readonly MappingSample[], held?: MappingSample) {
  const { messages, place } = lookingAt(filter, samples, held);
  return messages[place];
}

describe('the message that is looked at', () => {
  it('is the newest until one is held', () => {
    expect(lookedAt('home/+', SAMPLES)?.at).toBe(5);
    expect(lookedAt('home/+', [])).toBeUndefined();
  });

  it('is the one that is held, as the draft reads it now', () => {
    const held = { ...sampleAt(4), now: null };

    expect(lookedAt('home/+', SAMPLES, held)).toBe(SAMPLES[1]);
  });

  it('stays when newer ones have pushed it out, and nothing is said of what comes of it', () => {
    const { messages, place } = lookingAt('home/+', SAMPLES, sampleAt(1));

    expect(messages[place]).toEqual({ ...sampleAt(1), now: null, was: null });
    expect(messages.map(({ at }) => at)).toEqual([5, 4, 3, 1]);
  });

  it('stays among others that are older', () => {
    const others = [9, 2].map(sampleAt);

    expect(lookingAt('home/+', others, sampleAt(4)).messages.map(({ at }) => at)).toEqual([9, 4, 2]);
  });

  it('is the newest again where the filter claims the held one no more', () => {
    expect(lookedAt('garden/{part}', SAMPLES, sampleAt(4))?.at).toBe(5);
    expect(lookedAt('{where}/hall', SAMPLES, sampleAt(4))?.at).toBe(4);
  });
});
