import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '@/contracts/mapping';
import { Reading } from '@/contracts/reading';
import { decodeRecord } from '@/server/decode/decode-record';
import { compileMapping } from '@/server/decode/mapping';
import { aMapping, aRawHeader } from '@/tests/support/builders';

const TOPIC = 'sensors/kitchen/temperature';
const json = (given: Partial<Extract<Mapping, { format: 'json' }>>): Mapping => ({
  topic: TOPIC,
  format: 'json',
  readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
  ...given,
});

function decode(
  payload: string | Buffer,
  mappings: readonly Mapping[],
  header: Parameters<typeof aRawHeader>[0] = {},
) {
  const compiled = mappings.map((mapping, index) =>
    compileMapping({ mappingId: index + 1, version: 3 }, { sensor: 'kitchen', ...mapping }),
  );
  const message = {
    header: aRawHeader(header),
    payload: Buffer.from(payload as string),
    partition: 2,
    offset: 41,
  };
  return decodeRecord(message, compiled, 'Europe/Berlin');
}

function readings(...given: Parameters<typeof decode>) {
  const decoded = decode(...given);
  return decoded.outcome === 'readings' ? decoded.readings : [];
}

function measures(...given: Parameters<typeof decode>) {
  return readings(...given).flatMap((reading) =>
    reading.measures.map(({ value, unit, quality }) => [value, unit, quality]),
  );
}

function refusal(...given: Parameters<typeof decode>) {
  const decoded = decode(...given);
  return decoded.outcome === 'unreadable' ? `${decoded.refusal.code} by ${decoded.by}` : decoded.outcome;
}

describe('decodeRecord', () => {
  it('makes a reading that leads back to its record and mapping', () => {
    const received = 1_790_000_000_000_123;

    expect(readings('21.50', [aMapping()], { uid: 'abc', received })).toEqual([
      {
        v: 1,
        uid: 'abc',
        sensorId: 'kitchen',
        measuredAt: received,
        receivedAt: received,
        clock: 'receipt',
        measures: [{ quantity: 'temperature', channel: null, value: 21.5, unit: '°C' }],
        raw: { p: 2, o: 41 },
        by: { mapping: 1, version: 3 },
      },
    ]);
  });

  it('gives the pointers that have values (C3)', () => {
    const mapping = json({
      readings: ['t', 'h', 'p', 'b', 'x', 's'].map((name) => ({
        path: `/${name}`,
        quantity: 'power',
        unit: 'W',
        channel: name,
      })),
    });

    const [reading] = readings('{"t":null,"h":{"v":1},"p":[1],"b":true,"s":" 7.5 "}', [mapping]);

    expect(reading?.measures).toEqual([{ quantity: 'power', channel: 's', value: 7.5, unit: 'W' }]);
  });

  it.each([
    ['', aMapping(), 'NO_VALUE by mapping:1@3'],
    ['n/a', aMapping(), 'BAD_NUMBER by mapping:1@3'],
    ['{"t":null}', json({}), 'NO_VALUE by mapping:1@3'],
    ['{"t":1e999}', json({}), 'NO_VALUE by mapping:1@3'],
    ['{"t":', json({}), 'BAD_JSON by mapping:1@3'],
    [Buffer.from([0xff, 0xfe]), json({}), 'NOT_UTF8 by mapping:1@3'],
    [Buffer.from([0xff, 0xfe]), aMapping(), 'NOT_UTF8 by mapping:1@3'],
    ['['.repeat(10_000), json({}), 'TOO_DEEP by mapping:1@3'],
    ['1'.repeat(65_537), aMapping(), 'TOO_LARGE by mapping:1@3'],
  ])('refuses %j with a code', (payload, mapping, expected) => {
    expect(refusal(payload, [mapping])).toBe(expected);
  });

  it('claims nothing without a mapping', () => {
    expect(refusal('21.5', [])).toBe('unclaimed');
  });

  it('leaves a message to others when its condition does not hold', () => {
    const mapping = json({ match: { '/model': 'ERT-SCM', '/id': 41 } });

    expect(measures('{"model":"ERT-SCM","id":41,"t":5}', [mapping])).toEqual([[5, '°C', undefined]]);
    expect(refusal('{"model":"ERT-SCM","id":"41","t":5}', [mapping])).toBe('unclaimed');
    expect(refusal('{"t":5}', [mapping])).toBe('unclaimed');
  });

  it('scales, shifts, then converts, without the noise of the arithmetic', () => {
    const scaled = (given: object) =>
      aMapping({ readings: [{ quantity: 'temperature', unit: '°C', ...given }] });

    expect(measures('512', [scaled({ scale: 0.1, offset: -40 })])).toEqual([[11.2, '°C', undefined]]);
    expect(measures('213', [scaled({ scale: 0.1 })])).toEqual([[21.3, '°C', undefined]]);
    expect(measures('0.3', [scaled({ unit: 'K', offset: 293.15 })])).toEqual([[20.3, '°C', undefined]]);
    expect(measures('-0', [scaled({ scale: 2 })])).toEqual([[0, '°C', undefined]]);
  });

  it('marks what its mapping says can’t be believed, in the quantity’s own unit', () => {
    const believed = (given: object) =>
      aMapping({ readings: [{ quantity: 'temperature', unit: '°F', min: 10, max: 35, ...given }] });

    expect(measures('68', [believed({})])).toEqual([[20, '°C', undefined]]);
    expect(measures('41', [believed({})])).toEqual([[5, '°C', 'implausible']]);
    expect(measures('104', [believed({})])).toEqual([[40, '°C', 'implausible']]);
    expect(measures('104', [believed({ max: undefined })])).toEqual([[40, '°C', undefined]]);
  });

  it('keeps a value that can not be, marked', () => {
    expect(measures('-127', [aMapping()])).toEqual([[-127, '°C', 'implausible']]);
  });

  it('gives no value where scaling leaves the finite', () => {
    const mapping = aMapping({ readings: [{ quantity: 'energy', unit: 'kWh', scale: 1e200 }] });

    expect(refusal('1e200', [mapping])).toBe('BAD_NUMBER by mapping:1@3');
  });

  it('takes the first of the same quantity and channel in one message (C6)', () => {
    const mapping = json({
      readings: [
        { path: '/c', quantity: 'temperature', unit: '°C' },
        { path: '/f', quantity: 'temperature', unit: '°F' },
        { path: '/f', quantity: 'temperature', unit: '°F', channel: 'other' },
      ],
    });

    expect(measures('{"c":20.01,"f":68}', [mapping])).toEqual([
      [20.01, '°C', undefined],
      [20, '°C', undefined],
    ]);
    expect(measures('{"f":68}', [mapping])).toHaveLength(2);
  });

  it('takes the channel from a level of the topic', () => {
    const mapping = aMapping({ readings: [{ quantity: 'temperature', unit: '°C', channelFromTopic: 1 }] });

    expect(readings('21', [mapping])[0]?.measures[0]?.channel).toBe('kitchen');
  });

  it('takes the channel from a level by its name, which stands for any one', () => {
    const mapping = aMapping({
      topic: 'home/{room}',
      readings: [{ quantity: 'temperature', unit: '°C', channelFromTopic: 'room' }],
    });

    expect(readings('21', [mapping])[0]?.measures[0]?.channel).toBe('kitchen');
  });

  it('gives each sensor its own reading, and one sensor one reading', () => {
    const both = readings('{"t":20,"h":40}', [
      json({}),
      { ...json({ readings: [{ path: '/h', quantity: 'humidity', unit: '%' }] }), sensor: 'hall' },
      json({ readings: [{ path: '/h', quantity: 'humidity', unit: '%' }] }),
    ]);

    expect(
      both.map(({ sensorId, measures: all }) => [sensorId, all.map(({ quantity }) => quantity)]),
    ).toEqual([
      ['kitchen', ['temperature', 'humidity']],
      ['hall', ['humidity']],
    ]);
  });

  it('is unreadable only if no mapping reads it', () => {
    expect(measures('{"t":5}', [aMapping(), json({})])).toEqual([[5, '°C', undefined]]);
    expect(refusal('rubbish', [aMapping(), json({})])).toBe('BAD_NUMBER by mapping:1@3');
  });

  it("takes the device's time, and says whose it is (C2)", () => {
    const received = Date.UTC(2026, 10, 21, 10) * 1000;
    const timed = (format: 'auto' | 'iso8601-local') => [json({ timePath: '/ts', timeFormat: format })];
    const stamp = (payload: string, format: 'auto' | 'iso8601-local' = 'auto') =>
      readings(payload, timed(format), { received }).map(({ measuredAt, clock }) => [
        new Date(measuredAt / 1000).toISOString(),
        clock,
      ]);

    expect(stamp('{"t":1,"ts":"2026-11-21T09:59:00Z"}')).toEqual([['2026-11-21T09:59:00.000Z', 'device']]);
    expect(stamp('{"t":1,"ts":"2026-11-21T10:59:00"}', 'iso8601-local')).toEqual([
      ['2026-11-21T09:59:00.000Z', 'corrected'],
    ]);
    expect(stamp('{"t":1,"ts":4102444800}')).toEqual([['2026-11-21T10:00:00.000Z', 'suspect']]);
    expect(stamp('{"t":1,"ts":"1970-01-01T00:00:12Z"}')).toEqual([['2026-11-21T10:00:00.000Z', 'suspect']]);
    expect(stamp('{"t":1,"ts":0}')).toEqual([['2026-11-21T10:00:00.000Z', 'receipt']]);
    expect(stamp('{"t":1}')).toEqual([['2026-11-21T10:00:00.000Z', 'receipt']]);
  });

  it("prefers the mapping's own zone to the home's", () => {
    const received = Date.UTC(2026, 10, 21, 10) * 1000;
    const mapping = json({ timePath: '/ts', timeFormat: 'iso8601-local', timeZone: 'America/New_York' });

    const [reading] = readings('{"t":1,"ts":"2026-11-21T04:59:00"}', [mapping], { received });

    expect(reading?.measuredAt).toBe(Date.UTC(2026, 10, 21, 9, 59) * 1000);
  });

  it('never throws, and gives only readings that the contract allows, whatever the bytes', () => {
    const mapping = json({
      timePath: '/ts',
      readings: [
        { path: '/t', quantity: 'temperature', unit: '°F', scale: 1e300 },
        { path: '', quantity: 'energy', unit: 'MJ' },
        { path: '/0', quantity: 'power', unit: 'kW', channelFromTopic: 9 },
      ],
    });
    const texts = fc.oneof(
      fc.json(),
      fc
        .record({ t: fc.oneof(fc.double(), fc.string()), ts: fc.anything() })
        .map((value) => JSON.stringify(value)),
      fc.double().map(String),
    );
    const payloads = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      texts.map((text) => Buffer.from(text)),
    );

    fc.assert(
      fc.property(payloads, (payload) => {
        for (const reading of readings(payload, [mapping, { ...aMapping(), sensor: 'hall' }])) {
          expect(Reading.safeParse(reading).success).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
    expect(({} as Record<string, unknown>).t).toBeUndefined();
  });
});
