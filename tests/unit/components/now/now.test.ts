import { describe, expect, it } from 'vitest';
import { cellsOfRoom, roomsOf } from '@/components/now/board';
import { flowsOf } from '@/components/now/house-now';
import { gapsIn, rowsBetween, withMoment } from '@/components/now/house-store';
import { areaPath, sparkPath } from '@/components/now/sparkline';
import { RANGES } from '@/components/sensor/ranges';
import { attentionOf } from '@/components/sensors/attention';
import type { SensorSummary } from '@/contracts/sensor';
import { aFormat } from '@/tests/support/a-format';

const NOW = 1_800_000_000_000;

function aSensor(
  id: string,
  values: Readonly<Record<string, number>>,
  own: Partial<SensorSummary> & { readonly agoMs?: number } = {},
): SensorSummary {
  const { agoMs = 0, ...rest } = own;
  const seenAt = NOW - agoMs;
  return {
    id,
    name: id,
    icon: null,
    profile: null,
    room: null,
    availability: null,
    series: Object.entries(values).map(([quantity, value]) => ({
      quantity,
      channel: null,
      unit: '',
      latest: { measuredAt: seenAt, value, seenAt, changedAt: seenAt },
      rhythmMs: 10_000,
    })),
    ...rest,
  };
}

describe('what flows right now', () => {
  const meter = aSensor('meter', { power: 200 }, { profile: 'meter' });
  const roof = aSensor('roof', { power: 500 }, { profile: 'solar' });

  it('is what comes from grid and roof, and the devices that take it, the largest first', () => {
    const flows = flowsOf(
      [meter, roof, aSensor('lamp', { power: 40 }), aSensor('oven', { power: 400 })],
      NOW,
    );

    expect(flows).toMatchObject({ load: 700, grid: 200, solar: 500, battery: null });
    expect(flows.draws.map(({ sensor, watts }) => [sensor.id, watts])).toEqual([
      ['oven', 400],
      ['lamp', 40],
    ]);
  });

  it('leaves out what is silent or offline: nobody knows what it takes', () => {
    const silent = aSensor('oven', { power: 400 }, { agoMs: 60_000 });
    const offline = aSensor('lamp', { power: 40 }, { availability: { state: 'offline', since: NOW } });

    expect(flowsOf([meter, silent, offline], NOW).draws).toEqual([]);
    expect(flowsOf([{ ...meter, availability: { state: 'offline', since: NOW } }], NOW).load).toBeNull();
  });
});

describe('what needs attention', () => {
  it('is offline, then silent, then at the end of its battery; late is nothing yet', () => {
    const sensors = [
      aSensor('low', { temperature: 20, battery: 8 }),
      aSensor('late', { temperature: 20 }, { agoMs: 30_000 }),
      aSensor('silent', { temperature: 20 }, { agoMs: 60_000 }),
      aSensor(
        'gone',
        { temperature: 20, battery: 5 },
        { availability: { state: 'offline', since: NOW - 9 } },
      ),
      aSensor('new', {}),
    ];

    expect(
      attentionOf(sensors, NOW).map(({ sensor, trouble, since, battery }) => [
        sensor.id,
        trouble,
        since,
        battery,
      ]),
    ).toEqual([
      ['gone', 'offline', NOW - 9, 5],
      ['silent', 'silent', NOW - 60_000, undefined],
      ['low', 'battery', undefined, 8],
    ]);
  });
});

describe('the cells of a room', () => {
  it('have the sensor’s name, or the quantity’s where it measures several', () => {
    const names = cellsOfRoom(
      [
        aSensor('Fridge', { power: 1, energy: 2 }),
        aSensor('Shelf', { temperature: 1, humidity: 2 }),
        aSensor('New one', {}),
      ],
      aFormat(),
    ).map(({ name }) => name);
    expect(names).toEqual(['Fridge', 'Temperature', 'Humidity', 'New one']);
  });

  it('have both where two sensors of a room measure the same', () => {
    const names = cellsOfRoom(
      [
        aSensor('Shelf', { temperature: 1, humidity: 2 }),
        aSensor('Door', { temperature: 1, illuminance: 2 }),
      ],
      aFormat(),
    ).map(({ name }) => name);
    expect(names).toEqual(['Shelf, temperature', 'Humidity', 'Door, temperature', 'Light']);
  });
});

describe('the rooms of the board', () => {
  const kitchen = { id: 1, name: 'Kitchen' };
  const fridge = aSensor('fridge', { power: 1 }, { room: kitchen });
  const kettle = aSensor('kettle', { power: 2 }, { room: kitchen });
  const meter = aSensor('meter', { power: 3 });

  it('stand in the order of their sensors, and know how many stand above', () => {
    const rooms = roomsOf([fridge, meter, kettle], []);
    expect(rooms.map(({ name, before, sensors }) => [name, before, sensors.length])).toEqual([
      ['Kitchen', 0, 2],
      ['Not in a room', 2, 1],
    ]);
  });

  it('are the same objects while nothing of theirs changes', () => {
    const earlier = roomsOf([fridge, kettle, meter], []);
    const later = roomsOf([fridge, kettle, { ...meter, name: 'Meter' }], earlier);
    expect(later[0]).toBe(earlier[0]);
    expect(later[1]?.sensors[0]?.name).toBe('Meter');
    expect(roomsOf([fridge, meter], earlier)[0]?.sensors).toEqual([fridge]);
    const renamed = { ...fridge, room: { ...kitchen, name: 'Galley' } };
    expect(roomsOf([renamed, kettle, meter], earlier)[0]?.name).toBe('Galley');
  });
});

describe('the line of a cell', () => {
  it('breaks where nothing was measured, and a value alone is a dot', () => {
    expect(sparkPath([0, 10, null, 5, null])).toBe('M0 33L30 3M90 18h.01');
  });

  it('lies in the middle while nothing changes, and is empty without a value', () => {
    expect(sparkPath([7, 7])).toBe('M0 18L120 18');
    expect(sparkPath([null, null])).toBe('');
  });
});

describe('the ground of a cell’s line', () => {
  it('is there between gaps, and below no dot', () => {
    expect(areaPath([0, 10, null, 5, null])).toBe('M0 33L30 3L30 36L0 36Z');
  });
});

describe('the chart of the house', () => {
  const [range] = RANGES;
  const span = {
    from: 0,
    to: 40,
    columnMs: 10,
    points: [
      [0, 1, null],
      [10, 2, null],
      [20, 3, null],
      [30, null, null],
    ] as const,
  };
  const today = { used: null, imported: null, returned: null, produced: null };
  const shown = { range, house: { span, today, serverTime: 30 }, tail: [] };

  it('goes on with what comes, and leaves out columns that are not over', () => {
    const later = withMoment(withMoment(shown, [35, 9, null]), [34, 8, null]);
    expect(rowsBetween(later, 5, 50)).toEqual([
      [0, 1, null],
      [10, 2, null],
      [20, 3, null],
      [35, 9, null],
    ]);
  });

  it('has a gap where the meter said nothing', () => {
    expect(
      gapsIn([
        [0, 1, null],
        [10, null, null],
        [20, null, null],
        [30, 4, null],
        [40, null, null],
        [50, null, null],
      ]),
    ).toEqual([
      [10, 30],
      [40, 50],
    ]);
  });
});
