import { DEMO_PREFIX } from '@/contracts/topics';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../house/clock';
import { seededRandom, wander } from '../house/random';
import { roomAir, studyCo2 } from '../house/rooms';
import { type DemoDevice, type DemoMapping, rounded, type World } from './device';

/** A board of one's own, an ESP mostly: one JSON message a time, read by a mapping. */
export interface Board {
  readonly id: string;
  readonly name: string;
  readonly room: string;
  readonly topic: string;
  readonly rhythm: DemoDevice['rhythm'];
  readonly readings: DemoMapping['readings'];
  readonly time?: Pick<DemoMapping, 'timePath' | 'timeFormat'>;
  /** Undefined: it says nothing. */
  readonly payload: (world: World, at: number) => object | string | undefined;
}

const EVERY = { pastMs: 10 * MINUTE_MS, liveMs: 30 * SECOND_MS };
const CLIMATE_READINGS = [
  { path: '/temperature', quantity: 'temperature', unit: '°C' },
  { path: '/humidity', quantity: 'humidity', unit: '%' },
];

/** How long before the demo's beginning the greenhouse fell silent, and how far ahead the attic's clock is. */
export const SILENT_BEFORE_MS = 80 * MINUTE_MS;
export const CLOCK_AHEAD_MS = 47 * MINUTE_MS;
const RUBBISH_SHARE = 0.05;
/** What the meter showed when the demo's past begins, kWh. */
const READ_BEFORE = { imported: 12_480, exported: 2_917 };

export const BOARDS: readonly Board[] = [
  {
    id: 'heat-pump',
    name: 'Heat pump',
    room: 'Laundry',
    topic: `${DEMO_PREFIX}heat-pump/status`,
    rhythm: { pastMs: 5 * MINUTE_MS, liveMs: 10 * SECOND_MS },
    readings: [
      { path: '/power', quantity: 'power', unit: 'W' },
      { path: '/total', quantity: 'energy', unit: 'kWh' },
      { path: '/flow', quantity: 'temperature', unit: '°C', channel: 'flow' },
    ],
    payload: ({ house }, at) => {
      const power = house.power('heatPump', at);
      const flow = 24 + Math.min(16, power / 90) + 0.4 * wander(house.seed + 41, at, 6 * MINUTE_MS);
      return {
        power: rounded(power, 1),
        total: rounded(house.energy('heatPump', at), 3),
        flow: rounded(flow, 1),
      };
    },
  },
  {
    id: 'study-air',
    name: 'Study air',
    room: 'Study',
    topic: `${DEMO_PREFIX}study/air`,
    rhythm: { pastMs: 10 * MINUTE_MS, liveMs: 15 * SECOND_MS },
    readings: [
      { path: '/co2', quantity: 'co2', unit: 'ppm' },
      { path: '/pm25', quantity: 'pm25', unit: 'µg/m³' },
      ...CLIMATE_READINGS,
    ],
    payload: (world, at) => ({
      co2: Math.round(studyCo2(world.house, at)),
      pm25: Math.round(5 + 3 * wander(world.house.seed + 43, at, HOUR_MS)),
      ...airOf('study', world, at),
    }),
  },
  {
    id: 'weather',
    name: 'Weather station',
    room: 'Garden',
    topic: `${DEMO_PREFIX}garden/weather`,
    rhythm: EVERY,
    readings: [
      ...CLIMATE_READINGS,
      { path: '/pressure', quantity: 'pressure', unit: 'hPa' },
      { path: '/lux', quantity: 'illuminance', unit: 'lx' },
      { path: '/wind', quantity: 'wind_speed', unit: 'm/s' },
    ],
    payload: ({ house }, at) => {
      const { temperature, humidity, pressure, illuminance, windSpeed } = house.weather(at);
      return {
        temperature: rounded(temperature, 1),
        humidity: rounded(humidity, 0),
        pressure: rounded(pressure, 1),
        lux: Math.round(illuminance),
        wind: rounded(windSpeed, 1),
      };
    },
  },
  {
    // Its cell is empty: a sensor that goes silent.
    id: 'greenhouse',
    name: 'Greenhouse',
    room: 'Garden',
    topic: `${DEMO_PREFIX}greenhouse/climate`,
    rhythm: EVERY,
    readings: CLIMATE_READINGS,
    payload: ({ house, began }, at) => {
      if (at > began - SILENT_BEFORE_MS) return undefined;
      const { temperature, humidity, illuminance } = house.weather(at);
      return {
        temperature: rounded(temperature + 3 + illuminance / 7_000, 1),
        humidity: rounded(humidity * 0.9, 0),
      };
    },
  },
  {
    // A loose wire: now and then it sends rubbish.
    id: 'laundry',
    name: 'Laundry climate',
    room: 'Laundry',
    topic: `${DEMO_PREFIX}laundry/climate`,
    rhythm: EVERY,
    readings: CLIMATE_READINGS,
    payload: (world, at) => rubbishAt(world, at) ?? airOf('laundry', world, at),
  },
  {
    // Its clock is wrong: Hearth takes the moment of receipt, and says so.
    id: 'attic',
    name: 'Attic climate',
    room: 'Attic',
    topic: `${DEMO_PREFIX}attic/climate`,
    rhythm: EVERY,
    readings: CLIMATE_READINGS,
    time: { timePath: '/time', timeFormat: 'unix_s' },
    payload: (world, at) => ({
      time: Math.floor((at + CLOCK_AHEAD_MS) / SECOND_MS),
      ...airOf('attic', world, at),
    }),
  },
];

/** The meter at the grid, read out at its customer port and published by a board. */
export const METER: Board = {
  id: 'meter',
  name: 'House meter',
  room: 'Hall',
  topic: `${DEMO_PREFIX}meter/p1`,
  rhythm: { pastMs: MINUTE_MS, liveMs: 2 * SECOND_MS },
  readings: [
    { path: '/active_power_w', quantity: 'power', unit: 'W' },
    { path: '/total_power_import_kwh', quantity: 'energy', unit: 'kWh' },
    { path: '/total_power_export_kwh', quantity: 'energy_returned', unit: 'kWh' },
    { path: '/active_voltage_l1_v', quantity: 'voltage', unit: 'V' },
  ],
  payload: ({ house }, at) => ({
    smr_version: 50,
    meter_model: 'demo',
    active_tariff: 1,
    total_power_import_kwh: rounded(READ_BEFORE.imported + house.imported(at), 3),
    total_power_export_kwh: rounded(READ_BEFORE.exported + house.exported(at), 3),
    active_power_w: Math.round(house.net(at)),
    active_voltage_l1_v: rounded(231 + 2.5 * wander(house.seed + 13, house.local(at), 4 * MINUTE_MS), 1),
  }),
};

export function boardDevice({ id, topic, rhythm, payload }: Board): DemoDevice {
  return {
    clientId: `demo-${id}`,
    rhythm,
    messages: (world, at) => {
      const said = payload(world, at);
      if (said === undefined) return [];
      return [{ topic, payload: typeof said === 'string' ? said : JSON.stringify(said) }];
    },
  };
}

function airOf(room: 'study' | 'laundry' | 'attic', { house }: World, at: number): object {
  const { temperature, humidity } = roomAir(house, room, at);
  return { temperature: rounded(temperature, 2), humidity: rounded(humidity, 1) };
}

/** One message in twenty: cut off, empty of values, or the value of a probe that has come off. */
function rubbishAt({ house }: World, at: number): object | string | undefined {
  const chance = seededRandom(house.seed ^ Math.floor(at / (10 * SECOND_MS)));
  if (chance() >= RUBBISH_SHARE) return undefined;
  const kind = chance();
  if (kind < 0.4) return '{"temperature": 17.';
  return kind < 0.7 ? { temperature: null, humidity: null } : { temperature: -127, humidity: 0 };
}
