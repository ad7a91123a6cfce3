import { describe, expect, it } from 'vitest';
import { lineKey, linesOf, mergedRows, refusalOf } from '@/components/history/lines';
import type { SeriesSpan } from '@/contracts/history';
import type { SensorSummary } from '@/contracts/sensor';
import type { SpanPoint } from '@/contracts/span-point';
import { aFormat } from '@/tests/support/a-format';

function aSensor(id: string, units: Readonly<Record<string, string>>): SensorSummary {
  const series = Object.entries(units).map(([name, unit]) => {
    const [quantity = '', channel = null] = name.split('~');
    return { quantity, channel, unit, latest: null, rhythmMs: null };
  });
  return { id, name: id, icon: null, profile: null, room: null, availability: null, series };
}

const format = aFormat();
const SENSORS = [
  aSensor('plug', { power: 'W', 'power~A~b': 'W', voltage: 'V' }),
  aSensor('air', { temperature: '°C', humidity: '%' }),
];

describe('the lines of an address', () => {
  it('are the series it names, each once, with colours of their own', () => {
    const lines = linesOf(['plug~power', 'air~temperature', 'plug~power', 'nobody~power'], SENSORS, format);

    expect(lines.map(({ key, name, unit }) => [key, name, unit])).toEqual([
      ['plug~power', 'plug, power', 'W'],
      ['air~temperature', 'air, temperature', '°C'],
    ]);
    expect(new Set(lines.map(({ colour }) => colour)).size).toBe(2);
  });

  it('are of two units at most, and eight at most', () => {
    const two = linesOf(['plug~power', 'air~temperature', 'air~humidity', 'plug~voltage'], SENSORS, format);
    expect(two.map(({ unit }) => unit)).toEqual(['W', '°C']);
    expect(refusalOf(two, { axis: 'V' })).toContain('W and °C are taken');
    expect(refusalOf(two, { axis: 'W' })).toBeUndefined();
    const eight = Array.from({ length: 8 }, () => ({ axis: 'W' }));
    expect(refusalOf(eight, { axis: 'W' })).toContain('8 lines');
  });

  it('share an axis where they are read in one unit, whatever they are stored in', () => {
    const meters = [aSensor('water', { water: 'm³' }), aSensor('gas', { gas: 'm³' })];
    const axes = linesOf(['water~water', 'gas~gas'], meters, aFormat({ gas: 'ft³' })).map(({ axis }) => axis);
    expect(axes).toEqual(['L', 'ft³']);
  });

  it('may have a channel, whatever stands in it', () => {
    const key = lineKey({ sensorId: 'plug', quantity: 'power', channel: 'A~b' });
    const channel = aSensor('plug', {});
    const sensor = {
      ...channel,
      series: [{ quantity: 'power', channel: 'A~b', unit: 'W', latest: null, rhythmMs: null }],
    };
    expect(linesOf([key], [sensor], format)).toMatchObject([{ channel: 'A~b' }]);
  });
});

it('all lines in one table stand in the columns of one time', () => {
  const span = (...points: readonly (readonly [number, number | null])[]) => ({
    span: {
      points: points.map(([at, mean]): SpanPoint => [at, mean, mean, mean, 1]),
    } as unknown as SeriesSpan,
  });

  expect(
    mergedRows([span([0, 1], [25, 2], [30, null]), span([12, 7], [29, 8])], { from: 0, to: 40, columns: 4 }),
  ).toEqual([
    { at: 0, values: [1, null] },
    { at: 10, values: [null, 7] },
    { at: 20, values: [2, 8] },
  ]);
});
