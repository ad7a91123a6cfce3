import { expect, it } from 'vitest';
import { Mapping } from '@/contracts/mapping';
import type { RehearsalReport } from '@/contracts/mapping-rehearsal';
import { createRangeHistory } from '@/server/decode/range-history';
import { createTally } from '@/server/decode/rehearse/tally';

const SPAN = { from: 0, to: 86_400_000, zone: 'UTC', ranges: createRangeHistory() };
const LIVE = { atMs: 0, replayed: false };

const temperature = { path: '/t', quantity: 'temperature', unit: '°C', scale: 0.1 };
const humidity = { path: '/h', quantity: 'humidity', unit: '%' };
const climate = { topic: 'home/{room}/climate', format: 'json', readings: [temperature, humidity] };

function rehearsed(
  draft: object,
  payloads: readonly (string | Uint8Array)[],
  { before, topic = 'home/hall/climate' }: { before?: object; topic?: string } = {},
): ReturnType<ReturnType<typeof createTally>['report']> {
  const parsed = before === undefined ? undefined : Mapping.parse(before);
  const tally = createTally({ draft: Mapping.parse(draft), before: parsed }, SPAN);
  payloads.forEach((payload, offset) => {
    const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
    const received = (offset + 1) * 1_000_000;
    tally.take({ ...LIVE, topic, payload: bytes, partition: 2, offset, received });
  });
  return tally.report();
}

const reasonsOf = ({ failures }: Pick<RehearsalReport, 'failures'>) =>
  failures.map(({ code, reading, count }) => [code, reading, count]);

it('counts a message as decoded only when every value came, and each failed one under its first reason', () => {
  const report = rehearsed(climate, [
    '{"t":216,"h":43}',
    '{"t":216}',
    '{"t":216,"h":null}',
    '{"h":43}',
    '{"t":8500,"h":43}',
    'nan',
    Uint8Array.of(0xff, 0xfe),
  ]);

  expect(report).toMatchObject({ matched: 7, decoded: 1, failed: 6, topics: 1, failedOtherwise: 0 });
  expect(reasonsOf(report)).toEqual([
    ['NO_VALUE', 1, 2],
    ['NO_VALUE', 0, 1],
    ['IMPLAUSIBLE', 0, 1],
    ['BAD_JSON', null, 1],
    ['NOT_UTF8', null, 1],
  ]);
});

it('keeps the first samples of a reason, with coordinates, and as much of the payload as is shown', () => {
  const long = `{"t":216,"n":"${'ö'.repeat(900)}"}`;
  const { failures } = rehearsed(
    climate,
    Array.from({ length: 9 }, () => long),
  );

  expect(failures[0]?.count).toBe(9);
  expect(failures[0]?.samples.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4]);
  expect(failures[0]?.samples[0]).toMatchObject({ topic: 'home/hall/climate', partition: 2, at: 1_000 });
  expect(failures[0]?.samples[0]?.payload).toBe(long.slice(0, 200));
});

it('shows no payload that is no text', () => {
  const { failures } = rehearsed(climate, [Uint8Array.of(0xff)]);

  expect(failures[0]?.samples[0]?.payload).toBeNull();
});

it('does not count what the condition leaves to other mappings', () => {
  const draft = { ...climate, readings: [temperature], match: { '/model': 'node' } };

  const report = rehearsed(draft, ['{"model":"node","t":200}', '{"model":"other","t":200}']);

  expect(report).toMatchObject({ matched: 1, decoded: 1, failed: 0 });
});

it('draws the draft beside the version that it changes, and what it would mark', () => {
  const before = { ...climate, readings: [{ ...temperature, scale: 1 }] };

  const { series } = rehearsed(
    { ...climate, readings: [temperature] },
    ['{"t":21}', '{"t":22}', '{"t":9000}'],
    {
      before,
    },
  );

  expect(series).toEqual([
    {
      capture: null,
      quantity: 'temperature',
      channel: null,
      unit: '°C',
      now: [
        [1_000, 2.1],
        [2_000, 2.2],
      ],
      was: [
        [1_000, 21],
        [2_000, 22],
      ],
      implausible: [[3_000, 900]],
    },
  ]);
});

it('draws of each version what it makes of its own topics', () => {
  const draft = { ...climate, readings: [temperature] };
  const before = { ...draft, topic: 'old/{room}/climate', readings: [{ ...temperature, scale: 1 }] };
  const tally = createTally({ draft: Mapping.parse(draft), before: Mapping.parse(before) }, SPAN);
  const message = { ...LIVE, payload: Buffer.from('{"t":21}'), partition: 0 };
  tally.take({ ...message, topic: 'old/hall/climate', offset: 0, received: 1_000_000 });
  tally.take({ ...message, topic: 'home/hall/climate', offset: 1, received: 2_000_000 });

  const { series, matched, topics } = tally.report();

  expect(series).toMatchObject([{ now: [[2_000, 2.1]], was: [[1_000, 21]] }]);
  expect([matched, topics]).toEqual([1, 1]);
});

it('keeps the lowest and the highest of a part of the span', () => {
  const { series } = rehearsed(
    { ...climate, readings: [temperature] },
    Array.from({ length: 300 }, (_, index) => `{"t":${index === 40 ? -50 : index === 90 ? 400 : 200}}`),
  );

  expect(series[0]?.now).toEqual([
    [41_000, -5],
    [91_000, 40],
  ]);
});

it('bounds what it keeps, and says what it leaves out', () => {
  const draft = {
    topic: 'home/{room}/t',
    format: 'number',
    readings: [{ quantity: 'temperature', unit: '°C', channelFromTopic: 'room' }],
  };
  const tally = createTally({ draft: Mapping.parse(draft), before: undefined }, SPAN);
  for (let room = 0; room < 50; room += 1)
    tally.take({
      ...LIVE,
      topic: `home/${room}/t`,
      payload: Buffer.from('20'),
      partition: 0,
      offset: room,
      received: 1,
    });

  const { series, moreSeries, topics } = tally.report();

  expect([series.length, moreSeries, topics]).toEqual([24, 26, 50]);
});
