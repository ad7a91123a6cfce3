import { describe, expect, it } from 'vitest';
import { toPointer } from '@/contracts/json-pointer';
import { Mapping } from '@/contracts/mapping';
import { MappingFile } from '@/contracts/mapping-file';
import { topicFilterProblem } from '@/contracts/topic-filter';

describe('toPointer', () => {
  it.each([
    ['/a/b', '/a/b'],
    ['', ''],
    ['/PM2.5', '/PM2.5'],
    ['/a~1b~0c', '/a~1b~0c'],
    ['a.b[0].c', '/a/b/0/c'],
    ['$.a.b[0].c', '/a/b/0/c'],
    ['temperature', '/temperature'],
    ['a~b', undefined],
    ['/a~2', undefined],
    ['a..b', undefined],
    ['a[', undefined],
  ])('makes of %j the pointer %j', (path, pointer) => {
    expect(toPointer(path)).toBe(pointer);
  });
});

describe('topicFilterProblem', () => {
  it.each(['a', 'a/b/+', '+/b', '#', 'a/#', '/leading', 'a//b', 'ä/ö'])(
    'has nothing against %j',
    (filter) => {
      expect(topicFilterProblem(filter)).toBeUndefined();
    },
  );

  it.each([
    '',
    'a/#/b',
    'a#',
    'a/b+',
    '$SYS/x',
    '$share/g/a',
    'a\0',
    'x'.repeat(257),
    Array(17).fill('a').join('/'),
  ])('refuses %j', (filter) => {
    expect(topicFilterProblem(filter)).toBeTypeOf('string');
  });
});

describe('MappingFile', () => {
  it('keeps a mapping as it was written, but for paths that become pointers', () => {
    const written = {
      topic: 'node/7',
      format: 'json',
      match: { '/model': 'X' },
      timePath: '/ts',
      timeFormat: 'unix_s',
      readings: [
        { path: 'data[0].t', quantity: 'temperature', unit: 'C', channel: 'one', scale: 0.1, offset: -4 },
      ],
    };

    expect(Mapping.parse(written)).toEqual({
      ...written,
      readings: [{ ...written.readings[0], path: '/data/0/t' }],
    });
  });

  it('reads a removal without its readings', () => {
    const removal = { sensor: 'kitchen', topic: 'a/b', removed: true };

    expect(MappingFile.parse({ mappings: [removal] }).mappings).toEqual([removal]);
  });
});
