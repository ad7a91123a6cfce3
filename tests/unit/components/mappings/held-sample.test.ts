import { describe, expect, it } from 'vitest';
import { lookingAt, placeKey, withKept } from '@/components/mappings/held-sample';
import { madeOnKnown, madeOnOf } from '@/components/mappings/made-on';
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

describe('the message that a version was made on', () => {
  const version = (number: number, sample: { partition: number; offset: number } | null) => ({
    ...{ version: number, validFrom: 0, who: null, why: null, definition: {}, problem: null, sample },
  });
  const place = { partition: 0, offset: 1 };
  const preview = (kept: MappingSample | null) => ({
    ...{ samples: SAMPLES, kept, topics: 1, perMinute: null, searched: 3, lookedAt: 9, errors: [] },
  });
  const saved = { topic: 'home/+', isAsSaved: true };

  it('stands among the others in its place, once', () => {
    expect(withKept(SAMPLES, sampleAt(1)).map(({ at }) => at)).toEqual([5, 4, 3, 1]);
    expect(withKept(SAMPLES, sampleAt(4))).toBe(SAMPLES);
    expect(withKept(SAMPLES, null)).toBe(SAMPLES);
  });

  it('is that of the version which is changed', () => {
    const versions = [version(2, place), version(1, null)];

    expect(madeOnOf(versions, 2)).toEqual({ version: 2, place });
    expect(madeOnOf(versions, 1)).toBeUndefined();
  });

  it('is told of only once it was asked for, by the filter that is typed', () => {
    const madeOn = { version: 2, place };
    const told = (askedFor: string | undefined, asked: string, of = saved) =>
      madeOnKnown(madeOn, { preview: preview(sampleAt(1)), asked, askedFor }, of);

    expect(told(placeKey(place), 'home/+')).toMatchObject({ version: 2, message: { at: 1 } });
    expect(told('0/7', 'home/+')).toBeUndefined();
    expect(told(undefined, 'home/+')).toBeUndefined();
    expect(told(placeKey(place), 'home/#')).toBeUndefined();
  });

  it('is gone from the log where the filter is as it was saved; another one may not claim it', () => {
    const given = { preview: preview(null), asked: 'home/+', askedFor: placeKey(place) };

    expect(madeOnKnown({ version: 2, place }, given, saved)).toMatchObject({ message: null });
    expect(madeOnKnown({ version: 2, place }, given, { ...saved, isAsSaved: false })).toBeUndefined();
  });
});
