import { describe, expect, it } from 'vitest';
import { mappingErrors, readMapped } from '@/tests/support/read-mapped';

const temperature = { quantity: 'temperature', unit: '°C' };
const signal = { quantity: 'signal_strength', unit: 'dBm' };

describe('a mapping of patterns', () => {
  it('reads what groups find, by name or number, with a time and a channel', () => {
    const read = readMapped({
      format: 'regex',
      pattern: String.raw`^(?<at>\S+) (?<room>\w+): t=(?<t>[-0-9.]+) rssi=(-\d+)`,
      timeGroup: 'at',
      timeFormat: 'iso8601',
      readings: [
        { ...temperature, group: 't', channelFromGroup: 'room' },
        { ...signal, group: 4 },
      ],
    });

    expect(read('2026-11-21T10:30:00Z bath: t=22.5 rssi=-61')).toEqual([
      'temperature bath 22.5 °C at 2026-11-21T10:30:00.000Z',
      'signal_strength -61 dBm at 2026-11-21T10:30:00.000Z',
    ]);
    expect(read('2026-11-21T10:30:00Z bath: t=- rssi=-61')).toHaveLength(1);
  });

  it('lets each reading have a pattern of its own; a message that none of them fits is another’s', () => {
    const read = readMapped({
      format: 'regex',
      readings: [
        { ...temperature, pattern: 'cpu_temp=([0-9.]+)C' },
        { quantity: 'temperature', unit: '°C', channel: 'gpu', pattern: 'gpu=([0-9.]+)', group: 1 },
      ],
    });

    expect(read('up 5d, cpu_temp=61.2C')).toEqual(['temperature 61.2 °C']);
    expect(read('gpu=50')).toEqual(['temperature gpu 50 °C']);
    expect(read('nothing of the kind')).toEqual(['UNCLAIMED']);
    expect(read('gpu=...')).toEqual(['NO_VALUE']);
  });

  it('searches no text that is too long', () => {
    const read = readMapped({ format: 'regex', readings: [{ ...temperature, pattern: '(x+x+)+y' }] });

    expect(read('x'.repeat(8_192))).toEqual(['UNCLAIMED']);
    expect(read('x'.repeat(8_193))).toEqual(['TOO_LARGE']);
  });

  it.each([
    ['(a', {}, '/pattern: error parsing regexp: missing closing ): `(a`'],
    ['(?=a)(b)', {}, '/pattern: error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
    [
      String.raw`(a)\1`,
      {},
      String.raw`/pattern: error parsing regexp: invalid escape sequence: ${'`'}\1${'`'}`,
    ],
    ['a', {}, '/readings/0/group: the pattern has no group 1'],
    ['(a)', { group: 't' }, '/readings/0/group: the pattern has no group "t"'],
    ['(a)', { channelFromGroup: 2 }, '/readings/0/channelFromGroup: the pattern has no group 2'],
    ['((?:a|bc){300})', {}, '/pattern: too much to look for: 1204 steps a letter, at most 1000'],
    [undefined, {}, '/readings/0/pattern: which pattern finds it?'],
  ])('refuses the pattern %j with %j', (pattern, reading, problem) => {
    expect(mappingErrors({ format: 'regex', pattern, readings: [{ ...temperature, ...reading }] })).toEqual([
      problem,
    ]);
  });
});
