import { describe, expect, it } from 'vitest';
import { remembering } from '@/server/decode/families/remembering';

function counted() {
  const asked: string[] = [];
  const meaningOf = remembering((name) => {
    asked.push(name);
    return name.startsWith('t') ? `meaning of ${name}` : undefined;
  });
  return { asked, meaningOf };
}

describe('what a name means', () => {
  it('is worked out once, also where it means nothing', () => {
    const { asked, meaningOf } = counted();

    const answers = ['temp', 'mode', 'temp', 'mode'].map(meaningOf);

    expect(answers).toEqual(['meaning of temp', undefined, 'meaning of temp', undefined]);
    expect(asked).toEqual(['temp', 'mode']);
  });

  it('is not remembered of more names than a house has, nor of one that is too long', () => {
    const { asked, meaningOf } = counted();
    const long = 't'.repeat(61);
    meaningOf(long);
    for (let index = 0; index < 6000; index += 1) meaningOf(`t${index}`);

    const answers = [long, 't0', 't5999'].map(meaningOf);

    expect(answers).toEqual([`meaning of ${long}`, 'meaning of t0', 'meaning of t5999']);
    expect(asked.slice(-2)).toEqual([long, 't5999']);
    expect(asked).toHaveLength(6003);
  });
});
