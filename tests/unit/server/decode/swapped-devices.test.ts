import { describe, expect, it } from 'vitest';
import { type Binding, createBindingHistory } from '@/server/decode/binding-history';
import { deviceReadings } from '@/server/decode/device-readings';
import { aMeasure, aRawHeader } from '@/tests/support/builders';

const NOON_MS = Date.UTC(2026, 10, 30, 12);
const HOUR_MS = 3_600_000;
const DEVICE = { family: 'tasmota', key: 'plug' };

function aBinding(given: Partial<Binding> = {}): Binding {
  const span = { validFrom: NOON_MS * 1_000, validTo: undefined };
  const whole = { sourceChannel: null, channel: null, offsets: [], isNobodys: false };
  return { id: 1, ...DEVICE, sensorId: 'washer', ...whole, ...span, ...given };
}

describe('a binding with offsets', () => {
  const offsets = [
    { quantity: 'energy', channel: null, offset: 1_204.1 },
    { quantity: 'energy', channel: 'A', offset: 7 },
  ];
  const measuresOf = (measure: Parameters<typeof aMeasure>[0], binding: Partial<Binding> = {}) => {
    const origin = { header: aRawHeader(), partition: 0, offset: 0 };
    const said = { key: 'plug', measures: [aMeasure(measure)] };
    const family = { name: 'tasmota', version: 1 };
    return deviceReadings(origin, family, said, [aBinding({ offsets, ...binding })]).flatMap(
      ({ measures }) => measures,
    );
  };

  it('lets a counter go on where the one before ended, without noise of the arithmetic', () => {
    expect(measuresOf({ quantity: 'energy', unit: 'kWh', value: 0.2 })).toMatchObject([{ value: 1_204.3 }]);
  });

  it('is of the sensor’s channel, and of that quantity alone', () => {
    const own = { sourceChannel: 'out', channel: 'A' };

    expect(measuresOf({ quantity: 'energy', channel: 'out', value: 1 }, own)).toMatchObject([
      { channel: 'A', value: 8 },
    ]);
    expect(measuresOf({ quantity: 'power', value: 40 })).toMatchObject([{ value: 40 }]);
    expect(measuresOf({ quantity: 'energy', channel: 'B', value: 1 })).toMatchObject([{ value: 1 }]);
  });
});

it('a device that a replay says fed nobody feeds nobody in its span, and its sensor besides', () => {
  const history = createBindingHistory();
  history.bind([aBinding({ validFrom: 0 })]);
  history.correctBindings([
    {
      id: 1,
      replayId: 1,
      validFrom: NOON_MS * 1_000,
      validTo: (NOON_MS + HOUR_MS) * 1_000,
      isUndone: false,
      said: aBinding({ id: 2, isNobodys: true }),
    },
  ]);
  const fed = (atMs: number) => history.bindingsOf(DEVICE.family, DEVICE.key, atMs).map(({ id }) => id);

  expect([fed(NOON_MS - 1), fed(NOON_MS), fed(NOON_MS + HOUR_MS)]).toEqual([[1], [], [1]]);
});
