import { describe, expect, it } from 'vitest';
import { readDraft } from '@/server/decode/mapping-file';

const READING = { path: '/t', quantity: 'temperature', unit: '°C' };

function problemsOf(part: object, format = 'json'): Readonly<Record<string, string>> {
  const read = readDraft({ topic: 'home/hall', format, readings: [READING], ...part });
  return 'errors' in read ? Object.fromEntries(read.errors.map(({ path, message }) => [path, message])) : {};
}

describe('what is wrong with a field', () => {
  it.each([
    { part: { readings: [{ ...READING, scale: 'tenfold' }] }, at: '/readings/0/scale', said: 'not a number' },
    {
      part: { readings: [{ ...READING, path: undefined }] },
      at: '/readings/0/path',
      said: 'this is missing',
    },
    { part: { readings: [] }, at: '/readings', said: 'at least 1 entry' },
    { part: { topic: undefined }, at: '/topic', said: 'this is missing' },
    {
      part: { readings: [{ ...READING, channel: 'x'.repeat(121) }] },
      at: '/readings/0/channel',
      said: 'at most 120 characters',
    },
    {
      part: { readings: [{ ...READING, scale: 0 }] },
      at: '/readings/0/scale',
      said: 'a scale of 0 makes every value 0',
    },
  ])('is said in words: $said', ({ part, at, said }) => {
    expect(problemsOf(part)).toEqual({ [at]: said });
  });

  it('names the bounds of a number, and that it is a whole one', () => {
    const columns = (index: unknown) =>
      problemsOf({ readings: [{ index, quantity: 'temperature', unit: '°C' }] }, 'csv');

    expect(columns(-1)).toEqual({ '/readings/0/index': 'at least 0' });
    expect(columns(1_000)).toEqual({ '/readings/0/index': 'at most 999' });
    expect(columns(1.5)).toEqual({ '/readings/0/index': 'not a whole number' });
  });
});
