import { describe, expect, it } from 'vitest';
import { LetterBox } from '@/server/ingest/letters';

function aLetter(source = 'meter') {
  return {
    code: 'TOO_LARGE' as const,
    detail: 'd',
    uid: 'u',
    topic: 'home/t',
    source,
    bytes: Buffer.alloc(5_000, 'x'),
  };
}

describe('LetterBox', () => {
  it('writes the first KB, the code and the stage', () => {
    const record = new LetterBox().record(aLetter());

    expect(record?.value?.length).toBe(1024);
    expect(record?.headers).toEqual({
      code: 'TOO_LARGE',
      detail: 'd',
      stage: 'ingest',
      uid: 'u',
      topic: 'home/t',
    });
  });

  it('writes ten a second of each source, then one in a hundred, and each message is told by one letter', () => {
    const letters = new LetterBox();

    const records = Array.from({ length: 310 }, () => letters.record(aLetter())).filter(
      (record) => record !== undefined,
    );
    const other = letters.record(aLetter('other'));

    expect(records).toHaveLength(13);
    expect(records.reduce((sum, record) => sum + Number(record.headers?.standsFor ?? 1), 0)).toBe(310);
    expect(other).toBeDefined();
  });

  it('tells in the next second what was left untold', () => {
    const letters = new LetterBox();
    for (let count = 0; count < 15; count++) letters.record(aLetter());

    letters.nextSecond();

    expect(letters.record(aLetter())?.headers?.standsFor).toBe('6');
  });
});
