import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHAPE_KINDS } from '@/contracts/inbox';
import { payloadShape, shapeName } from '@/server/decode/inbox/payload-shape';

const shape = (payload: string | Uint8Array) =>
  payloadShape(typeof payload === 'string' ? Buffer.from(payload) : payload);

describe('the shape of a payload', () => {
  it.each([
    ['21.5', 'number', []],
    ['-0,5', 'number', []],
    ['21.5 °C', 'number', []],
    ['{"t":216,"h":431}', 'json', ['/h number', '/t number']],
    ['[1,2]', 'json', ['/* number']],
    ['temp=21.5;hum=48', 'kv', ['hum', 'temp']],
    ['21.5;48.2;1013', 'csv', [';', '3']],
    ['2026-11-24,21.5,48', 'csv', [',', '3']],
    ['ring', 'text', []],
    ['{"t":', 'text', []],
    ['', 'empty', []],
  ])('of %j is %s', (payload, kind, fields) => {
    expect(shape(payload)).toEqual({ kind, fields });
  });

  it('of bytes is how many they are', () => {
    expect(shape(Uint8Array.of(0, 1, 2, 0xff))).toEqual({ kind: 'binary', fields: ['4'] });
    expect(shape(Uint8Array.of(1, 2, 3))).toEqual({ kind: 'binary', fields: ['3'] });
  });

  it('is the same whatever the values are, and where a value is missing', () => {
    const names = ['{"t":1,"in":{"h":2}}', '{"in":{"h":null},"t":99.5}'].map((text) =>
      shapeName(shape(text)),
    );
    expect(new Set(names).size).toBe(1);
    expect(shapeName(shape('{"t":"warm","in":{"h":2}}'))).not.toBe(names[0]);
  });

  it('does not grow with keys that are ids', () => {
    const nodes = ['a8032abe54dc', 'b8032abe54dd', 'c8032abe54de'];
    const all = Object.fromEntries(nodes.map((node) => [node, { t: 1 }]));
    expect(shape(JSON.stringify(all)).fields).toEqual(['/*/t number']);
  });

  it('is bounded and can be stored, whatever comes', () => {
    const payloads = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(payloads, (payload) => {
        const { kind, fields } = payloadShape(payload);
        expect(SHAPE_KINDS).toContain(kind);
        expect(fields.length).toBeLessThanOrEqual(40);
        expect(fields.join('')).not.toMatch(/\p{Surrogate}/u);
        expect(fields.join('')).not.toContain('\0');
        for (const field of fields) expect(field.length).toBeLessThan(100);
        expect(shapeName({ kind, fields })).toHaveLength(16);
      }),
    );
    expect(shape('['.repeat(10_000))).toEqual({ kind: 'text', fields: [] });
    expect(shape(`${'['.repeat(8_000)}1${']'.repeat(8_000)}`).kind).toBe('json');
    expect(shape('{'.repeat(20_000)).kind).toBe('large');
    // A field is cut between letters.
    const [cut = ''] = shape(JSON.stringify({ [`${'a'.repeat(78)}😀`]: 1 })).fields;
    expect(cut).not.toMatch(/\p{Surrogate}/u);
    // In no more steps than it has letters: the suite would time out.
    for (const gap of [' ', '\t', '\n']) expect(shape(`x${gap.repeat(15_000)}x`).kind).toBe('text');
    expect(
      shape(JSON.stringify(Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`key ${n}`, n]))))
        .fields,
    ).toHaveLength(40);
  });
});
