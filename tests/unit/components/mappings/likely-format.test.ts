import { describe, expect, it } from 'vitest';
import { likelyFormat } from '@/components/mappings/likely-format';

const ofText = (text: string) => likelyFormat({ text, leaves: [{ pointer: '', text, isNumeric: false }] });

describe('how a message seems to be written', () => {
  it.each([
    ['21.5', 'number', {}],
    ['-21,5 °C', 'number', { decimalSeparator: ',', allowUnitSuffix: 'yes' }],
    ['ON', 'bool', {}],
    ['Online', 'availability', {}],
    ['T=20,5 RH=45,1 state=OK', 'kv', {}],
    ['T:20.5;RH:45', 'kv', { pairSeparator: ';', keySeparator: ':' }],
    ['19.5;48;1013.2;ok', 'csv', { separator: ';' }],
    ['19.5\t48', 'csv', { separator: '\\t' }],
    ['1,2,3', 'csv', {}],
    ['env,room=attic temperature=23.08,humidity=45i 1796075668193433096', 'influx', {}],
    ['env temperature=23.08', 'influx', {}],
    ['ring at the door', 'regex', {}],
  ])('%s is %s', (text, format, typed) => {
    expect(ofText(text)).toEqual({ format, typed });
  });

  it('bytes that are no text are bytes', () => {
    expect(likelyFormat({ text: null, leaves: [] })).toEqual({ format: 'binary', typed: {} });
  });

  it('says nothing of JSON that has values, and of what is empty', () => {
    const leaves = [{ pointer: '/t', text: '216', isNumeric: true }];
    expect(likelyFormat({ text: '{"t":216}', leaves })).toBeUndefined();
    expect(ofText('')).toBeUndefined();
  });
});
