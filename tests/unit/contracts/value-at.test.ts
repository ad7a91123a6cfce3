import { describe, expect, it } from 'vitest';
import { pointerTokens } from '@/contracts/json-pointer';
import { valueAt } from '@/contracts/value-at';

const document: unknown = JSON.parse(
  '{"a":{"b/c":[10,{"~":20}]},"":5,"PM2.5":7,"__proto__":{"t":99},"constructor":{"prototype":{"t":98}},"list":[1,2]}',
);

describe('valueAt', () => {
  it.each([
    ['/a/b~1c/0', 10],
    ['/a/b~1c/1/~0', 20],
    ['/', 5],
    ['/PM2.5', 7],
    ['/list/1', 2],
    ['', document],
  ])('finds %j', (pointer, value) => {
    expect(valueAt(document, pointerTokens(pointer))).toBe(value);
  });

  it.each([
    '/missing',
    '/a/missing/deeper',
    '/__proto__/t',
    '/constructor/prototype/t',
    '/constructor/name',
    '/toString',
    '/list/length',
    '/list/-',
    '/list/01',
    '/list/2',
    '/PM2.5/0',
    '/a/b~1c/map',
  ])('finds nothing at %j', (pointer) => {
    expect(valueAt(document, pointerTokens(pointer))).toBeUndefined();
  });

  it.each([null, 5, 'text', true, undefined])('finds nothing in %j', (value) => {
    expect(valueAt(value, ['length'])).toBeUndefined();
  });
});
