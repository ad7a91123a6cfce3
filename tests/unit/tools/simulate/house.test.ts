import { expect, it } from 'vitest';
import { quantityOf } from '@/contracts/quantities';
import { BEHAVIOURS } from '@/tools/simulate/behaviour';
import { mappingFile, messagesOf, simulatedSensors, unknownDevices } from '@/tools/simulate/house';

const NOON = Date.UTC(2026, 10, 24, 12);
const DAY_MS = 86_400_000;

it('is the same house for the same seed and another for another', () => {
  const values = (seed: number) => simulatedSensors(7, 'sim', seed).map((sensor) => messagesOf(sensor, NOON));

  expect(values(3)).toEqual(values(3));
  expect(values(3)).not.toEqual(values(4));
});

it('keeps its first sensors when there are more of them', () => {
  expect(simulatedSensors(50, 'sim', 1).slice(0, 5)).toEqual(simulatedSensors(5, 'sim', 1));
});

it('teaches exactly the topics that its sensors publish on', () => {
  const sensors = simulatedSensors(14, 'sim', 1);
  const published = sensors.flatMap((sensor) => messagesOf(sensor, NOON).map((message) => message.topic));

  expect(mappingFile(sensors).mappings.map((mapping) => mapping.topic)).toEqual(published);
});

it('teaches for every JSON payload exactly the members that it holds', () => {
  const sensors = simulatedSensors(14, 'sim', 1);
  const taught = new Map(mappingFile(sensors).mappings.map((mapping) => [mapping.topic, mapping]));

  for (const message of sensors.flatMap((sensor) => messagesOf(sensor, NOON))) {
    const mapping = taught.get(message.topic);
    const paths = mapping?.readings.flatMap((reading) => (reading.path === undefined ? [] : [reading.path]));
    const payload: unknown = JSON.parse(message.payload);
    const members = typeof payload === 'object' && payload !== null ? Object.keys(payload) : [];
    expect(paths).toEqual(members.map((member) => `/${member}`));
  }
});

it('stays within what each quantity can be, at every hour of a year', () => {
  for (const behaviour of Object.values(BEHAVIOURS)) {
    for (let localMs = NOON; localMs < NOON + 365 * DAY_MS; localMs += 7 * 3_600_000) {
      for (const [quantity, value] of Object.entries(behaviour({ seed: 5, localMs }))) {
        const [least, most] = quantityOf(quantity)?.hard ?? [Number.NaN, Number.NaN];
        expect(value).toBeGreaterThanOrEqual(least);
        expect(value).toBeLessThanOrEqual(most);
      }
    }
  }
});

it('has no two meters that show the same, though of one kind', () => {
  const energies = simulatedSensors(70, 'sim', 1)
    .flatMap((sensor) => Object.entries(BEHAVIOURS[sensor.kind]({ seed: sensor.seed, localMs: NOON })))
    .flatMap(([quantity, value]) => (quantity === 'energy' ? [value] : []));

  expect(new Set(energies).size).toBe(energies.length);
});

it('puts its sensors where such sensors are', () => {
  const rooms = (name: string) =>
    new Set(
      simulatedSensors(100, 'sim', 1)
        .filter((sensor) => sensor.name.includes(name))
        .map((sensor) => sensor.room),
    );

  expect([...rooms('weather')]).toEqual(['Garden']);
  expect([...rooms('fridge')]).toEqual(['Kitchen', 'Cellar']);
});

it('names its sensors uniquely', () => {
  const sensors = simulatedSensors(200, 'sim', 1);

  expect(new Set(sensors.map((sensor) => sensor.id)).size).toBe(200);
  expect(new Set(sensors.map((sensor) => sensor.base)).size).toBe(200);
});

it('has devices in a format that nobody is taught, each on a topic of its own', () => {
  const unknown = unknownDevices(7, 1);

  const messages = unknown.flatMap((device) => messagesOf(device, NOON));

  expect(new Set(messages.map(({ topic }) => topic)).size).toBe(7);
  expect(messages[0]).toMatchObject({ topic: 'home/attic/climate' });
  for (const { payload } of messages)
    expect(Object.keys(JSON.parse(payload))).toEqual(['t', 'h', 'co2', 'bat', 'rssi']);
  expect(mappingFile(unknown).mappings).toEqual([]);
});
