import { describe, expect, it } from 'vitest';
import { sampleFields, separatorsOf } from '@/components/inbox/sample-fields';
import type { InboxSample, ShapeKind } from '@/contracts/inbox';
import { leavesOf } from '@/server/decode/leaves';

function fieldsOf(kind: ShapeKind, text: string | null) {
  const sample: InboxSample = {
    ...{ topic: 'home/attic', log: 'raw', partition: 0, offset: 7, at: 0, hex: null, isGone: false },
    ...{ text, bytes: text?.length ?? 0, leaves: text === null ? [] : leavesOf(text) },
  };
  return sampleFields(kind, sample).map(({ path, label, text: shown, isNumeric }) => [
    path,
    label,
    shown,
    isNumeric,
  ]);
}

describe('the values of a message that can be picked', () => {
  it('of JSON are its leaves; yes and no can be measured, words can’t', () => {
    expect(fieldsOf('json', '{"out":{"t":4.5},"open":true,"name":"x"}')).toEqual([
      ['/out/t', 'out › t', '4.5', true],
      ['/open', 'open', 'true', true],
      ['/name', 'name', 'x', false],
    ]);
  });

  it('of a lone number is the number', () => {
    expect(fieldsOf('number', ' 12.4\n')).toEqual([['', 'the number', '12.4', true]]);
  });

  it('of pairs are those that have a value', () => {
    expect(fieldsOf('kv', 'P=44;U=231,5;note=;state=on')).toEqual([
      ['P', 'P', '44', true],
      ['U', 'U', '231,5', true],
      ['state', 'state', 'on', false],
    ]);
    expect(fieldsOf('kv', 't: 21.5, url: http://a:80')).toEqual([
      ['t', 't', '21.5', true],
      ['url', 'url', 'http://a:80', false],
    ]);
    expect(fieldsOf('kv', 'a=1 b=-2')).toEqual([
      ['a', 'a', '1', true],
      ['b', 'b', '-2', true],
    ]);
  });

  it('of columns are the columns, counted from one', () => {
    expect(fieldsOf('csv', '12.3;45;on')).toEqual([
      ['0', 'column 1', '12.3', true],
      ['1', 'column 2', '45', true],
      ['2', 'column 3', 'on', false],
    ]);
  });

  it('of what is no text, or but a word, are none', () => {
    expect(fieldsOf('binary', null)).toEqual([]);
    expect(fieldsOf('text', 'ring')).toEqual([]);
  });
});

it('a mapping is told how pairs and columns are cut where the default doesn’t do', () => {
  expect(separatorsOf('csv', '1|2|3')).toEqual({ pair: '|' });
  expect(separatorsOf('csv', '1,5;2,5')).toEqual({ pair: ';' });
  expect(separatorsOf('kv', 'a=1 b=2')).toEqual({ pair: undefined, key: undefined });
  expect(separatorsOf('kv', 'a:1,b:2')).toEqual({ pair: ',', key: ':' });
});
