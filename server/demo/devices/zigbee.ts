import { DEMO_PREFIX } from '@/contracts/topics';
import { between, DAY_MS, HOUR_MS, MINUTE_MS } from '../house/clock';
import { seededRandom } from '../house/random';
import { type RoomName, roomAir } from '../house/rooms';
import { type DemoDevice, type DemoSensor, type Message, rounded, type World } from './device';

const BASE = `${DEMO_PREFIX}zigbee2mqtt`;
const CLIENT_ID = 'demo-zigbee2mqtt';
const DOOR_STAYS_OPEN_MS = 25_000;
const DOOR_OPENS_AT = [7.4, 8.1, 12.6, 15.2, 17.3, 18.9];

export interface Climate {
  readonly id: string;
  readonly name: string;
  readonly room: string;
  readonly air: RoomName;
}

export interface Contact {
  readonly id: string;
  readonly name: string;
  readonly room: string;
}

export function climateDevice({ id, air }: Climate): DemoDevice {
  return {
    clientId: CLIENT_ID,
    rhythm: { pastMs: 10 * MINUTE_MS, liveMs: MINUTE_MS },
    messages: ({ house }, at) => {
      const { temperature, humidity } = roomAir(house, air, at);
      return [
        state(id, at, {
          battery: batteryAt(id, at),
          humidity: rounded(humidity, 2),
          linkquality: linkAt(id, at),
          temperature: rounded(temperature, 2),
        }),
      ];
    },
  };
}

export function contactDevice({ id }: Contact): DemoDevice {
  return {
    clientId: CLIENT_ID,
    rhythm: { pastMs: HOUR_MS, liveMs: 10 * MINUTE_MS },
    events: (world, from, to) => {
      const moments: number[] = [];
      for (let day = from; day < to + DAY_MS; day += DAY_MS)
        moments.push(...openings(world, Math.min(day, to)));
      return [...new Set(moments)]
        .flatMap((at) => [at, at + DOOR_STAYS_OPEN_MS])
        .filter((at) => at > from && at <= to);
    },
    messages: (world, at) => {
      const open = openings(world, at).some((moment) => at >= moment && at < moment + DOOR_STAYS_OPEN_MS);
      return [
        state(id, at, {
          battery: batteryAt(id, at),
          contact: !open,
          linkquality: linkAt(id, at),
          voltage: 2985,
        }),
      ];
    },
  };
}

/** The bridge itself: says that it lives, and what is behind it. */
export function bridgeDevice(climates: readonly Climate[], contacts: readonly Contact[]): DemoDevice {
  const described = [
    ...climates.map(({ id }) => description(id, CLIMATE)),
    ...contacts.map(({ id }) => description(id, CONTACT)),
  ];
  return {
    clientId: CLIENT_ID,
    rhythm: { pastMs: DAY_MS, liveMs: DAY_MS },
    greetings: () => [
      { topic: `${BASE}/bridge/state`, payload: JSON.stringify({ state: 'online' }), retain: true },
      { topic: `${BASE}/bridge/devices`, payload: JSON.stringify(described), retain: true },
    ],
    will: { topic: `${BASE}/bridge/state`, payload: JSON.stringify({ state: 'offline' }), retain: true },
    messages: () => [],
  };
}

export function zigbeeSensor({ id, name, room }: Contact): DemoSensor {
  return { id: `demo-${id}`, name, room, device: { family: 'zigbee2mqtt', key: `${BASE}/${id}` } };
}

function state(id: string, at: number, values: object): Message {
  return {
    topic: `${BASE}/${id}`,
    payload: JSON.stringify({ ...values, last_seen: new Date(at).toISOString() }),
  };
}

/** When the door opens on the day of a moment. */
function openings({ house }: World, at: number): readonly number[] {
  const local = house.local(at);
  const midnight = at - (local % DAY_MS);
  const chance = seededRandom(house.seed ^ Math.floor(local / DAY_MS));
  return DOOR_OPENS_AT.map((hour) => midnight + Math.round((hour + 0.5 * chance()) * HOUR_MS));
}

function batteryAt(id: string, at: number): number {
  return Math.round(between(1, 100, 100 - ((at / DAY_MS + 41 * id.length) % 380) / 4));
}

function linkAt(id: string, at: number): number {
  return 90 + ((id.length * 13 + Math.floor(at / HOUR_MS)) % 60);
}

interface Model {
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  readonly exposes: readonly object[];
}

const CLIMATE: Model = {
  vendor: 'SONOFF',
  model: 'SNZB-02D',
  firmware: '2.2.0',
  exposes: [
    numeric('battery', '%'),
    numeric('temperature', '°C'),
    numeric('humidity', '%'),
    numeric('linkquality', 'lqi'),
  ],
};

const CONTACT: Model = {
  vendor: 'Aqara',
  model: 'MCCGQ11LM',
  firmware: '3000-0001',
  exposes: [
    numeric('battery', '%'),
    { type: 'binary', name: 'contact', property: 'contact', access: 1, value_on: false, value_off: true },
    numeric('voltage', 'mV'),
    numeric('linkquality', 'lqi'),
  ],
};

function numeric(name: string, unit: string): object {
  return { type: 'numeric', name, property: name, unit, access: 1 };
}

function description(name: string, { vendor, model, firmware, exposes }: Model): object {
  const address = Math.floor(seededRandom(name.length * 7919 + name.charCodeAt(0))() * 0xffffffff).toString(
    16,
  );
  return {
    ieee_address: `0x00124b00${address.padStart(8, '0')}`,
    type: 'EndDevice',
    friendly_name: name,
    supported: true,
    software_build_id: firmware,
    definition: { vendor, model, description: model, exposes },
  };
}
