import { describe, expect, it } from 'vitest';
import {
  MAX_DEPTH,
  MAX_DESCRIPTION_BYTES,
  MAX_NODES,
  MAX_PAYLOAD_BYTES,
  openPayload,
} from '@/server/decode/payload';

function jsonOf(payload: string | Uint8Array) {
  return openPayload(Buffer.from(payload as string)).json();
}

function codeOf(payload: string | Uint8Array): string {
  const read = jsonOf(payload);
  return 'refusal' in read ? read.refusal.code : 'read';
}

describe('openPayload', () => {
  it.each(['{"t":1}', '\uFEFF{"t":1}', ' {"t":1}\r\n', '{"t":1}\0\0'])('reads %j as JSON', (text) => {
    expect(jsonOf(text)).toEqual({ value: { t: 1 } });
  });

  it('names the reason why a payload is no JSON', () => {
    expect(codeOf('')).toBe('NO_VALUE');
    expect(codeOf('{"t":21.5')).toBe('BAD_JSON');
    expect(codeOf('{"t":NaN}')).toBe('BAD_JSON');
    expect(codeOf(Buffer.from('7b2274223affe0227d', 'hex'))).toBe('NOT_UTF8');
    expect(codeOf(Buffer.from('{"t":21}', 'utf16le'))).toBe('BAD_JSON');
  });

  it('reads as deep as the limit and no deeper', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

    expect(codeOf(nested(MAX_DEPTH))).toBe('read');
    expect(codeOf(nested(MAX_DEPTH + 1))).toBe('TOO_DEEP');
    expect(codeOf(nested(10_000))).toBe('TOO_DEEP');
    expect(codeOf('{"a":'.repeat(10_000))).toBe('TOO_DEEP');
  });

  it('reads as many values as the limit and no more, of a description more', () => {
    const list = (values: number) => `[${Array(values).fill(1).join()}]`;

    expect(codeOf(list(MAX_NODES - 1))).toBe('read');
    expect(codeOf(list(MAX_NODES))).toBe('TOO_LARGE');
    expect(openPayload(Buffer.from(list(MAX_NODES)), MAX_DESCRIPTION_BYTES).json()).toHaveProperty('value');
    expect(openPayload(Buffer.from(list(400_000)), MAX_DESCRIPTION_BYTES).json()).toHaveProperty('refusal');
  });

  it('does not count brackets inside texts', () => {
    expect(codeOf(JSON.stringify({ note: `${'['.repeat(500)}"\\`, more: '{'.repeat(500) }))).toBe('read');
  });

  it('reads 64 KB and not a byte more', () => {
    const padded = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;

    expect(codeOf(padded(MAX_PAYLOAD_BYTES))).toBe('read');
    expect(codeOf(padded(MAX_PAYLOAD_BYTES + 1))).toBe('TOO_LARGE');
  });
});
