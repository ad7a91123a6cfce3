import { expect, it } from 'vitest';
import { parseLiveReading } from '@/server/live/live-reading';
import { aMeasure, aReading } from '@/tests/support/builders';

it('reads what decode wrote', () => {
  const reading = aReading({ availability: 'online' });

  expect(parseLiveReading(bytes(reading))).toEqual(reading);
});

it.each([
  ['no record value', null],
  ['no JSON', Buffer.from('{"v":1')],
  ['null', Buffer.from('null')],
  ['another version', bytes({ ...aReading(), v: 2 })],
  ['no sensor', bytes({ ...aReading(), sensorId: undefined })],
  ['a moment that is no number', bytes({ ...aReading(), measuredAt: '1' })],
  ['measures that are no list', bytes({ ...aReading(), measures: {} })],
  ['a value that is no number', bytes({ ...aReading(), measures: [{ ...aMeasure(), value: null }] })],
  [
    'a measure without a channel',
    bytes({ ...aReading(), measures: [{ ...aMeasure(), channel: undefined }] }),
  ],
  ['an availability nobody knows', bytes({ ...aReading(), availability: 'asleep' })],
])('passes over %s', (_what, value) => {
  expect(parseLiveReading(value)).toBeUndefined();
});

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
