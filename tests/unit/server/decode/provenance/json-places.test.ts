import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointerTokens } from '@/contracts/json-pointer';
import { valueAt } from '@/contracts/value-at';
import { jsonLeaves, placeAt } from '@/server/decode/provenance/json-places';

/** The document with brackets around what stands at the pointer. */
function marked(text: string, pointer: string): string | undefined {
  const place = placeAt(text, pointerTokens(pointer));
  return (
    place && `${text.slice(0, place.start)}⟦${text.slice(place.start, place.end)}⟧${text.slice(place.end)}`
  );
}

describe('the place of a pointer in a text', () => {
  it.each([
    ['{"t":216,"h":431}', '/t', '{"t":⟦216⟧,"h":431}'],
    ['{"t":216,"h":431}', '/h', '{"t":216,"h":⟦431⟧}'],
    ['{ "a" : [ {"t": -1.5e3 } , 7 ] }', '/a/0/t', '{ "a" : [ {"t": ⟦-1.5e3⟧ } , 7 ] }'],
    ['{"a":[1,2,[],{},3]}', '/a/4', '{"a":[1,2,[],{},⟦3⟧]}'],
    ['{"t":"21,5"}', '/t', '{"t":"⟦21,5⟧"}'],
    ['{"on":true}', '/on', '{"on":⟦true⟧}'],
    ['  42\n', '', '  ⟦42⟧\n'],
    ['21.5\0', '', '⟦21.5⟧\0'],
    ['{"näme":"größe ☀","t":1}', '/t', '{"näme":"größe ☀","t":⟦1⟧}'],
    ['{"a/b":{"~":3}}', '/a~1b/~0', '{"a/b":{"~":⟦3⟧}}'],
    ['{"":5}', '/', '{"":⟦5⟧}'],
  ])('%s at %s', (text, pointer, expected) => {
    expect(marked(text, pointer)).toBe(expected);
  });

  it('reads keys by their escapes, and is not fooled by quotes and braces in strings', () => {
    expect(marked('{"x":"\\"t\\":1,}","\\u0074":2}', '/t')).toBe('{"x":"\\"t\\":1,}","\\u0074":⟦2⟧}');
    expect(marked('{"x":"\\\\","t":2}', '/t')).toBe('{"x":"\\\\","t":⟦2⟧}');
  });

  it('takes the last of a key that stands twice, as the reader does', () => {
    expect(marked('{"t":1,"t":2}', '/t')).toBe('{"t":1,"t":⟦2⟧}');
    expect(marked('{"t":{"a":1},"t":{"b":2}}', '/t/a')).toBeUndefined();
    expect(marked('{"t":{"a":1},"t":{"b":2}}', '/t/b')).toBe('{"t":{"a":1},"t":{"b":⟦2⟧}}');
  });

  it('is none for what is not there, and for an object or array', () => {
    expect(marked('{"t":{"v":1}}', '/t')).toBeUndefined();
    expect(marked('{"t":[]}', '/t/0')).toBeUndefined();
    expect(marked('{}', '/t')).toBeUndefined();
  });

  it('holds for every document: what stands there is what is read', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2), (document, indent) => {
        const text = JSON.stringify(document, undefined, indent);
        for (const { tokens, kind, start, end } of jsonLeaves(text)) {
          if (tokens.some((token) => token === '__proto__' || token === 'constructor')) continue;
          const written = text.slice(
            kind === 'string' ? start - 1 : start,
            kind === 'string' ? end + 1 : end,
          );
          expect(JSON.parse(written)).toEqual(valueAt(JSON.parse(text), tokens));
        }
      }),
    );
  });
});
