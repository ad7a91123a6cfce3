import { expect, it } from 'vitest';
import { parseNotice } from '@/server/live/changed-listener';
import { roadState } from '@/server/live/link-status';

it.each([
  ['ok', undefined, 0, 0],
  ['ok', undefined, 500, 10],
  ['lagging', undefined, 501, 10],
  ['ok', undefined, 9_000, 5_000],
  ['lagging', undefined, 10_001, 5_000],
  ['down', 'Kafka does not answer', 0, 0],
] as const)(
  'the road is %s: problem %s, %d records behind at %d a second',
  (state, problem, records, perSecond) => {
    const projection = { problem: () => problem, lag: () => [{ topic: 'readings', partition: 0, records }] };

    expect(roadState(projection, perSecond)).toBe(state);
  },
);

it('reads notices of one series and of all, and nothing else', () => {
  const span = { from: 1, to: 2 };
  const series = { sensorId: 'kitchen', quantity: 'power', channel: null };

  expect(parseNotice(JSON.stringify({ ...series, ...span }))).toEqual({ series, ...span });
  expect(parseNotice(JSON.stringify({ all: true, ...span }))).toEqual({ series: null, ...span });
  expect(parseNotice(JSON.stringify({ ...series, from: 1 }))).toBeUndefined();
  expect(parseNotice('kitchen')).toBeUndefined();
});
