import type { Profile, SensorIconName } from '@/contracts/sensor-looks';
import { DEMO_PREFIX } from '@/contracts/topics';
import { MINUTE_MS, SECOND_MS } from '../house/clock';
import { BOARDS, type Board, boardDevice, METER } from './boards';
import { type DemoDevice, type DemoSensor, rounded } from './device';
import { type Plug, plugDevices, plugSensor } from './tasmota';
import {
  bridgeDevice,
  type Climate,
  type Contact,
  climateDevice,
  contactDevice,
  zigbeeSensor,
} from './zigbee';

const PLUGS: readonly Plug[] = [
  { load: 'fridge', id: 'fridge', name: 'Fridge', room: 'Kitchen' },
  { load: 'kettle', id: 'kettle', name: 'Kettle', room: 'Kitchen' },
  { load: 'dishwasher', id: 'dishwasher', name: 'Dishwasher', room: 'Kitchen' },
  { load: 'washingMachine', id: 'washing-machine', name: 'Washing machine', room: 'Laundry' },
  { load: 'freezer', id: 'freezer', name: 'Freezer', room: 'Laundry' },
  { load: 'television', id: 'television', name: 'Television', room: 'Living room' },
  { load: 'desk', id: 'desk', name: 'Desk', room: 'Study' },
];

const CLIMATES: readonly Climate[] = [
  { id: 'living-room-climate', name: 'Living room climate', room: 'Living room', air: 'livingRoom' },
  { id: 'kitchen-climate', name: 'Kitchen climate', room: 'Kitchen', air: 'kitchen' },
  { id: 'bedroom-climate', name: 'Bedroom climate', room: 'Bedroom', air: 'bedroom' },
  { id: 'child-room-climate', name: "Child's room climate", room: "Child's room", air: 'childRoom' },
  { id: 'bathroom-climate', name: 'Bathroom climate', room: 'Bathroom', air: 'bathroom' },
];

const CONTACTS: readonly Contact[] = [{ id: 'front-door', name: 'Front door', room: 'Hall' }];

const SOLAR = { id: 'solar', name: 'Solar roof', room: 'Roof', base: `${DEMO_PREFIX}solar/0` };
/** What the inverter had made before the demo: it is older than its house. */
const MADE_BEFORE_KWH = 4_312;

/** A topic a value, as inverters are read out. */
const solarDevice: DemoDevice = {
  clientId: 'demo-solar',
  rhythm: { pastMs: 5 * MINUTE_MS, liveMs: 5 * SECOND_MS },
  messages: ({ house }, at) => [
    { topic: `${SOLAR.base}/power`, payload: rounded(house.power('solar', at), 1).toFixed(1) },
    {
      topic: `${SOLAR.base}/yieldtotal`,
      payload: (MADE_BEFORE_KWH + house.energy('solar', at)).toFixed(3),
    },
  ],
};

const solarSensor: DemoSensor = {
  id: `demo-${SOLAR.id}`,
  name: SOLAR.name,
  room: SOLAR.room,
  mappings: [
    { topic: `${SOLAR.base}/power`, format: 'number', readings: [{ quantity: 'power', unit: 'W' }] },
    {
      topic: `${SOLAR.base}/yieldtotal`,
      format: 'number',
      readings: [{ quantity: 'energy_production', unit: 'kWh' }],
    },
  ],
};

function boardSensor({ id, name, room, topic, readings, time }: Board): DemoSensor {
  return { id: `demo-${id}`, name, room, mappings: [{ topic, format: 'json', ...time, readings }] };
}

/** Everything that publishes; the bridge before what is behind it. */
export const DEMO_DEVICES: readonly DemoDevice[] = [
  bridgeDevice(CLIMATES, CONTACTS),
  boardDevice(METER),
  solarDevice,
  ...PLUGS.flatMap(plugDevices),
  ...CLIMATES.map(climateDevice),
  ...CONTACTS.map(contactDevice),
  ...BOARDS.map(boardDevice),
];

export const DEMO_SENSORS: readonly DemoSensor[] = [
  boardSensor(METER),
  solarSensor,
  ...PLUGS.map(plugSensor),
  ...CLIMATES.map(zigbeeSensor),
  ...CONTACTS.map(zigbeeSensor),
  ...BOARDS.map(boardSensor),
];

export const DEMO_ROOMS: readonly string[] = [...new Set(DEMO_SENSORS.map(({ room }) => room))];

/** What a person would choose for them. */
const LOOKS: Readonly<Record<string, { readonly icon?: SensorIconName; readonly profile?: Profile }>> = {
  'demo-meter': { icon: 'utility-pole', profile: 'meter' },
  'demo-solar': { icon: 'sun', profile: 'solar' },
  'demo-heat-pump': { icon: 'heater', profile: 'device' },
  'demo-fridge': { icon: 'refrigerator', profile: 'device' },
  'demo-freezer': { icon: 'snowflake', profile: 'device' },
  'demo-kettle': { icon: 'coffee', profile: 'device' },
  'demo-dishwasher': { icon: 'utensils', profile: 'device' },
  'demo-washing-machine': { icon: 'washing-machine', profile: 'device' },
  'demo-television': { icon: 'tv', profile: 'device' },
  'demo-desk': { icon: 'monitor', profile: 'device' },
};

/** What teaches Hearth the demo: the file a person would apply. */
export function demoMappingFile(): string {
  return JSON.stringify({
    rooms: DEMO_ROOMS,
    sensors: DEMO_SENSORS.map(({ id, name, room, device }) => ({
      id,
      name,
      room,
      ...LOOKS[id],
      ...(device && { device }),
    })),
    mappings: DEMO_SENSORS.flatMap(({ id, mappings = [] }) =>
      mappings.map((mapping) => ({ sensor: id, ...mapping })),
    ),
  });
}
