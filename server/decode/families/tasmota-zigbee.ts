import type { Measure } from '@/contracts/reading';
import { isObject, type JsonObject, own, textOf } from './json-object';
import { measureFrom, type SentAs } from './sent-value';
import { hasCell } from './tasmota-sensors';

const ZIGBEE: Readonly<Record<string, Omit<SentAs, 'channel'>>> = {
  Temperature: { quantity: 'temperature', unit: '°C' },
  LocalTemperature: { quantity: 'temperature', unit: '°C' },
  Humidity: { quantity: 'humidity', unit: '%' },
  Illuminance: { quantity: 'illuminance', unit: 'lx' },
  LinkQuality: { quantity: 'link_quality', unit: '' },
  BatteryPercentage: { quantity: 'battery', unit: '%' },
  Battery: { quantity: 'battery', unit: '%' },
  BatteryVoltage: { quantity: 'battery_voltage', unit: 'V' },
  // Power is the switch's state here.
  ActivePower: { quantity: 'power', unit: 'W' },
  RMSVoltage: { quantity: 'voltage', unit: 'V' },
};

const ADDRESS = /^0x[0-9a-f]{4}$/i;

/** Whether an object is what a Zigbee device sent. */
export function isZigbeeDevice(object: JsonObject): boolean {
  return isReceived(object) && !Object.hasOwn(object, 'Node');
}

/** Whether it is what a LoRaWAN bridge received: what its names mean depends on who wrote its decoder. */
export function isLoraNode(object: JsonObject): boolean {
  return isReceived(object) && Object.hasOwn(object, 'Node');
}

function isReceived(object: JsonObject): boolean {
  return ADDRESS.test(textOf(object, 'Device') ?? '');
}

/** What a bridge received from its Zigbee devices, each in a channel of its name or else its address. */
export function zigbeeMeasures(received: JsonObject): Measure[] {
  // Where the topic names the device, its address may be left out.
  if (isZigbeeDevice(received)) return deviceMeasures(textOf(received, 'Device') ?? '', received);
  return Object.entries(received).flatMap(([address, device]) =>
    isObject(device) ? deviceMeasures(address, device) : [],
  );
}

function deviceMeasures(address: string, device: JsonObject): Measure[] {
  const channel = textOf(device, 'Name') ?? address;
  const values = Object.entries(ZIGBEE).flatMap(([key, sent]) =>
    measureFrom(own(device, key), { ...sent, channel }),
  );
  const pressure = { quantity: 'pressure', unit: textOf(device, 'PressureUnit', 20) ?? 'hPa', channel };
  const voltage = { quantity: hasCell(device) ? 'battery_voltage' : 'voltage', unit: 'V', channel };
  return [
    ...values,
    ...measureFrom(own(device, 'Pressure'), pressure),
    ...measureFrom(own(device, 'Voltage'), voltage),
    ...occupancy(own(device, 'Occupancy'), channel),
  ];
}

function occupancy(value: unknown, channel: string): Measure[] {
  const flag = typeof value === 'boolean' ? Number(value) : value;
  return flag === 0 || flag === 1 ? measureFrom(flag, { quantity: 'occupancy', unit: '', channel }) : [];
}
