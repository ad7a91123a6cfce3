import { connectAsync } from 'mqtt';
import type { Run } from '@/server/run-file';
import { teach } from '@/tests/support/teach';

/** What each sensor measured, `share` of the last day ago: the same day, whenever the house is built. */
const SENSORS: readonly PicturedSensor[] = [
  {
    id: 'meter',
    name: 'House meter',
    room: 'Hall',
    profile: 'meter',
    units: { power: 'W', energy: 'kWh', energy_returned: 'kWh' },
    at: (share) => ({
      power: 900 + 700 * wave(share, 3) - 2_000 * sun(share),
      energy: counted(4_500, 0.75, share),
      energy_returned: 210,
    }),
  },
  {
    id: 'roof',
    name: 'Solar roof',
    room: 'Hall',
    profile: 'solar',
    units: { power: 'W', energy_production: 'kWh' },
    at: (share) => ({ power: 2_600 * sun(share), energy_production: counted(1_800, 0.25, share) }),
  },
  {
    id: 'fridge',
    name: 'Fridge',
    room: 'Kitchen',
    icon: 'refrigerator',
    units: { power: 'W', energy: 'kWh' },
    at: (share) => ({ power: wave(share, 20) > 0.4 ? 84 : 2, energy: counted(90, 0.04, share) }),
  },
  {
    id: 'kettle',
    name: 'Kettle',
    room: 'Kitchen',
    icon: 'coffee',
    units: { power: 'W', energy: 'kWh' },
    at: (share) => ({ power: share < 0.01 ? 640 : 1, energy: counted(12, 0.11, share) }),
  },
  {
    id: 'climate',
    name: 'Kitchen climate',
    room: 'Kitchen',
    units: { temperature: '°C', humidity: '%', battery: '%' },
    at: (share) => ({
      temperature: 21.4 + 1.6 * wave(share, 2) + 0.3 * wave(share, 11),
      humidity: 47,
      battery: 9,
    }),
    isQuiet: (share) => share > 0.3 && share < 0.38,
  },
  {
    id: 'cellar',
    name: 'Cellar',
    room: 'Cellar',
    units: { temperature: '°C' },
    at: (share) => ({ temperature: 12 + wave(share, 1) }),
    isQuiet: (share) => share < 0.25,
  },
];

interface PicturedSensor {
  readonly id: string;
  readonly name: string;
  readonly room: string;
  readonly profile?: string;
  readonly icon?: string;
  /** Of what it measures, by quantity. */
  readonly units: Readonly<Record<string, string>>;
  readonly at: (share: number) => Readonly<Record<string, number>>;
  readonly isQuiet?: (share: number) => boolean;
}

const STEPS = 720;
const STEP_MS = 86_400_000 / STEPS;

const wave = (share: number, times: number) => 0.5 + 0.5 * Math.sin(share * times * 2 * Math.PI);
const sun = (share: number) => Math.max(0, Math.sin((share + 0.08) * 2 * Math.PI)) ** 2;
/** All that was counted today is in the newest message: midnight may lie anywhere. */
const counted = (kWh: number, today: number, share: number) => (share === 0 ? kWh + today : kWh);

/** A house whose last day looks the same at whatever time it is built, told over MQTT. */
export async function buildHouse({ databaseUrl, mqttUrl }: Run): Promise<void> {
  await teach(databaseUrl, {
    rooms: ['Hall', 'Kitchen', 'Cellar'],
    sensors: SENSORS.map(({ units, at, isQuiet, ...sensor }) => sensor),
    mappings: [...SENSORS.map(mappingOf), { sensor: 'cellar', topic: WILL, format: 'availability' }],
  });
  const client = await connectAsync(mqttUrl ?? '', { clientId: 'pictured-house' });
  const now = Date.now();
  for (const { id, at, isQuiet } of SENSORS) {
    const shares = Array.from({ length: STEPS + 1 }, (_, step) => 1 - step / STEPS);
    const told = shares.filter((share) => isQuiet?.(share) !== true);
    await Promise.all(
      told.map((share) => {
        const message = { at: now - Math.round(share * STEPS) * STEP_MS, ...at(share) };
        return client.publishAsync(`pictured/${id}`, JSON.stringify(message), { qos: 1 });
      }),
    );
  }
  await client.publishAsync(WILL, 'offline', { qos: 1 });
  await client.endAsync();
}

const WILL = 'pictured/cellar/will';

function mappingOf({ id, units }: PicturedSensor): object {
  return {
    sensor: id,
    topic: `pictured/${id}`,
    format: 'json',
    timePath: '/at',
    timeFormat: 'unix_ms',
    readings: Object.entries(units).map(([quantity, unit]) => ({ path: `/${quantity}`, quantity, unit })),
  };
}
