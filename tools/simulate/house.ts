import { seededRandom } from '@/server/demo/house/random';
import { BEHAVIOURS, type Kind } from './behaviour';
import { FORMATS, type FormatName, type MappingForm, type Message } from './formats';

export interface SimulatedSensor {
  readonly id: string;
  readonly name: string;
  readonly room: string;
  /** Its topics begin with it. */
  readonly base: string;
  readonly kind: Kind;
  readonly format: FormatName;
  readonly seed: number;
}

/** What `npm run admin -- mapping apply` reads. */
export interface MappingFile {
  readonly rooms: readonly string[];
  readonly sensors: readonly { readonly id: string; readonly name: string; readonly room: string }[];
  readonly mappings: readonly (MappingForm & { readonly sensor: string })[];
}

const WARM_ROOMS = ['Living room', 'Bedroom', 'Bathroom', 'Study', 'Hall', 'Kitchen'];

interface Model {
  readonly kind: Kind;
  readonly format: FormatName;
  readonly name: string;
  /** Where one is found, the first one first. */
  readonly rooms: readonly string[];
}

const MODELS: readonly Model[] = [
  { kind: 'climate', format: 'json', name: 'Climate', rooms: WARM_ROOMS },
  { kind: 'fridge', format: 'plain', name: 'Fridge plug', rooms: ['Kitchen', 'Cellar'] },
  { kind: 'climate', format: 'plain', name: 'Thermometer', rooms: ['Bedroom', 'Cellar', 'Hall'] },
  { kind: 'house', format: 'json', name: 'Meter', rooms: ['Cellar', 'Hall'] },
  { kind: 'air', format: 'json', name: 'Air monitor', rooms: ['Bedroom', 'Study', 'Living room'] },
  { kind: 'kettle', format: 'json', name: 'Kettle plug', rooms: ['Kitchen', 'Study'] },
  { kind: 'outdoor', format: 'plain', name: 'Weather', rooms: ['Garden'] },
];

/** The same sensors for the same count, prefix and seed; more sensors are the same ones and more. */
export function simulatedSensors(count: number, prefix: string, seed: number): readonly SimulatedSensor[] {
  return Array.from({ length: count }, (_, index) => sensorAt(index, prefix, seed));
}

const UNKNOWN_ROOMS = ['Attic', 'Cellar', 'Greenhouse', 'Workshop', 'Garage'];

/** Devices in a format that nobody knows, on `home/<room>/climate`: Hearth is never taught them from here. */
export function unknownDevices(count: number, seed: number): readonly SimulatedSensor[] {
  return Array.from({ length: count }, (_, index) => {
    const room = at(UNKNOWN_ROOMS, index);
    const round = Math.floor(index / UNKNOWN_ROOMS.length);
    const place = round === 0 ? slug(room) : `${slug(room)}-${round + 1}`;
    return {
      ...{ id: `unknown-${index + 1}`, name: place, room, base: `home/${place}/climate` },
      kind: 'air',
      format: 'homemade',
      seed: seed * 1_000 + index,
    };
  });
}

/** What a sensor publishes at a moment. */
export function messagesOf(sensor: SimulatedSensor, localMs: number): readonly Message[] {
  const values = BEHAVIOURS[sensor.kind]({ seed: sensor.seed, localMs });
  return FORMATS[sensor.format].messages(sensor.base, values);
}

/** Teaches Hearth every one of the sensors. */
export function mappingFile(sensors: readonly SimulatedSensor[]): MappingFile {
  return {
    rooms: [...new Set(sensors.map((sensor) => sensor.room))],
    sensors: sensors.map(({ id, name, room }) => ({ id, name, room })),
    mappings: sensors.flatMap((sensor) =>
      FORMATS[sensor.format]
        .mappings(sensor.base, quantitiesOf(sensor))
        .map((form) => ({ sensor: sensor.id, ...form })),
    ),
  };
}

function quantitiesOf(sensor: SimulatedSensor): readonly string[] {
  return Object.keys(BEHAVIOURS[sensor.kind]({ seed: sensor.seed, localMs: 0 }));
}

function sensorAt(index: number, prefix: string, seed: number): SimulatedSensor {
  const model = at(MODELS, index);
  const room = at(model.rooms, Math.floor(index / MODELS.length));
  const number = index + 1;
  return {
    id: `${slug(prefix)}-${number}`,
    name: `${room} ${model.name.toLowerCase()} ${number}`,
    room,
    base: `${prefix}/${slug(room)}/${slug(model.name)}-${number}`,
    kind: model.kind,
    format: model.format,
    // Mixed well: no two fridges of a house run in step.
    seed: Math.floor(seededRandom(seed ^ Math.imul(number, 0x9e3779b1))() * 1_000_000_000),
  };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('an empty list has no item');
  return item;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
