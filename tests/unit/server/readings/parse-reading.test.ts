import { describe, expect, it } from 'vitest';
import { isUnreadable, parseReading } from '@/server/readings/parse-reading';
import { aMeasure, aReading } from '@/tests/support/builders';

const parse = (json: unknown) => parseReading({ value: Buffer.from(JSON.stringify(json)) });

describe('a record of the readings log', () => {
  it('is a reading, whatever else a newer writer put into it', () => {
    const reading = aReading();

    expect(parse({ ...reading, news: 1 })).toMatchObject(reading);
  });

  it.each([
    ['a tombstone', null, 'no value'],
    ['no JSON', Buffer.from('{'), 'not JSON'],
    ['no object', Buffer.from('7'), 'reading: '],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]), 'not JSON'],
  ])('that is %s is refused', (_, value, detail) => {
    const result = parseReading({ value });

    expect(isUnreadable(result) && result.detail).toContain(detail);
  });

  it.each([
    ['another major version', { v: 2 }],
    ['a value that is no number', { measures: [{ ...aMeasure(), value: 'high' }] }],
    ['a moment before there were sensors', { measuredAt: 1 }],
    [
      'a moment of the far future',
      { measuredAt: Date.UTC(2300, 0) * 1_000, receivedAt: Date.UTC(2300, 0) * 1_000 },
    ],
    ['a moment long after its receipt', { measuredAt: Date.now() * 1_000 + 3_600_000_000 }],
    ['a name that PostgreSQL does not take', { measures: [aMeasure({ channel: 'a\0b' })] }],
    ['a partition that PostgreSQL does not take', { raw: { p: 2 ** 31, o: 1 } }],
    ['a version that PostgreSQL does not take', { by: { mapping: 1, version: 2 ** 31 } }],
  ])('with %s is refused, and its origin kept where it can be told', (_, given) => {
    const reading = aReading();

    const result = parse({ ...reading, ...given });

    expect(isUnreadable(result) && result.traces.uid).toBe(reading.uid);
  });
});
