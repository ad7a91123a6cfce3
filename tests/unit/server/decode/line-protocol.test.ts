import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocolLines } from '@/server/decode/line-protocol';

const read = (text: string) =>
  protocolLines(text).map(({ series, fields, timestamp }) => [series, Object.fromEntries(fields), timestamp]);

describe('protocolLines', () => {
  it('reads measurement, tags, fields and time', () => {
    expect(read('env,room=kitchen,host=pi t=21.5,h=45i 1764199800123456789')).toEqual([
      ['env,host=pi,room=kitchen', { t: '21.5', h: '45i' }, '1764199800123456789'],
    ]);
  });

  it('takes escapes and quotes for what they stand for', () => {
    expect(read('in\\ door,room=living\\ room\\,east t\\=x=1,note="a=b, c \\" d"')).toEqual([
      ['in door,room=living room,east', { 't=x': '1', note: '"a=b, c \\" d"' }, undefined],
    ]);
  });

  it('reads every line that can be read, and no other', () => {
    const lines = [
      '# a comment',
      '',
      'one t=1',
      'two t=',
      'three',
      'four t=4 soon',
      'five =5',
      'six t=6 1 2',
      ',a=1 t=7',
      'six,=1 t=8',
      'six, t=10',
      'seven t=7\r',
    ];

    expect(read(lines.join('\n')).map(([series]) => series)).toEqual(['one', 'seven']);
  });

  it('keeps a line break in a text', () => {
    expect(read('env note="two\nlines",t=1\nenv t=2')).toHaveLength(2);
  });

  it('takes a quote within measurement and tags for a letter', () => {
    expect(read('18",host="pi t=1\nenv t=2')).toEqual([
      ['18",host="pi', { t: '1' }, undefined],
      ['env', { t: '2' }, undefined],
    ]);
  });

  it('loses to a quote without its other half nothing but its own line', () => {
    expect(read('a note="x,t=1\nb t=2\nc t=3').map(([series]) => series)).toEqual(['b', 'c']);
    expect(read('a note="x\nb note="y",t=1\nc t=2').map(([series]) => series)).toEqual(['b', 'c']);
    expect(read('a t=1\nb note=x"\nc t=2').map(([series]) => series)).toEqual(['a', 'c']);
  });

  it('reads a thousand lines, also of a text that is made to take long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab=, "\\\n#1'.split('')), maxLength: 200 }),
        (text) => {
          for (const { fields } of protocolLines(text)) expect(fields.size).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1000 },
    );
    expect(protocolLines('a=,'.repeat(21_000))).toEqual([]);
    expect(protocolLines('a b=1\n'.repeat(10_000))).toHaveLength(1000);
    expect(protocolLines('a b="\n'.repeat(10_001))).toHaveLength(1000);
    expect(protocolLines(`a b="\n${'a b=1\n'.repeat(9_000)}`)).toHaveLength(999);
    expect(protocolLines(`${'\\'.repeat(60_000)} b=1`)).toHaveLength(1);
  });
});
