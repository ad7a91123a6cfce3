import type { Measure } from '@/contracts/reading';
import type { Availability } from '@/contracts/sensor';
import { type Stamp, stampFrom } from '../device-time';
import { withoutRepeats } from '../without-repeats';
import { type Family, type FamilyKnowledge, type FamilyMessage, type FamilySaid, said } from './family';
import { isObject, type JsonObject, objectIn, own, textOf } from './json-object';
import { measureFrom } from './sent-value';
import { energyMeasures } from './tasmota-energy';
import { sensorMeasures, unitsOf } from './tasmota-sensors';
import { deviceOfFullTopic, type TasmotaTopic, tasmotaTopic } from './tasmota-topic';
import { isLoraNode, isZigbeeDevice, zigbeeMeasures } from './tasmota-zigbee';

/** Tasmota's telemetry, polled status, last will and self-description. */
export const tasmota: Family = {
  name: 'tasmota',
  version: 3,
  topics: (levels) => tasmotaTopic(levels) !== undefined,
  teaches: (levels) => tasmotaTopic(levels)?.kind === 'config',
  decode: (message, known) => {
    const topic = tasmotaTopic(message.levels) ?? { kind: 'rest' };
    if (topic.kind === 'rest' || message.payload.bytes.length === 0) return said();
    if (topic.kind === 'lwt') return lastWill(message, topic.device, known);
    const read = objectIn(message.payload);
    if ('refusal' in read) return topic.kind === 'result' ? said() : read;
    return topic.kind === 'config' ? described(read.value) : told(topic, read.value, message);
  },
};

function lastWill(
  { payload }: FamilyMessage,
  device: string,
  known: FamilyKnowledge,
): ReturnType<Family['decode']> {
  const text = payload.text();
  if ('refusal' in text) return text;
  const availability = availabilityOf(text.value.trim(), known.of(device));
  return availability === undefined
    ? said()
    : said({ devices: [{ key: device, measures: [], availability }] });
}

/** The texts are the owner's to choose; the device's description tells them. */
function availabilityOf(text: string, description: unknown): Availability | undefined {
  const chosen = isObject(description) ? description : {};
  if (text === (textOf(chosen, 'online') ?? 'Online')) return 'online';
  return text === (textOf(chosen, 'offline') ?? 'Offline') ? 'offline' : undefined;
}

function described(config: JsonObject): FamilySaid {
  const topic = textOf(config, 't');
  if (topic === undefined) return said();
  const key = deviceOfFullTopic(textOf(config, 'ft') ?? '%prefix%/%topic%/', topic);
  if (key === '') return said();
  const texts = { online: textOf(config, 'onln'), offline: textOf(config, 'ofln') };
  const name = textOf(config, 'dn', 120);
  const model = textOf(config, 'md', 120);
  const firmware = textOf(config, 'sw', 80);
  const device = {
    key,
    measures: [],
    ...(name && { name }),
    ...(model && { model }),
    ...(firmware && { firmware }),
  };
  return said({ devices: [device], learnt: [{ key, content: texts }] });
}

type DeviceTopic = Extract<TasmotaTopic, { device: string }>;

function told({ kind, device: key }: DeviceTopic, document: JsonObject, message: FamilyMessage): FamilySaid {
  if (kind === 'info') return about(key, document);
  if (kind === 'result') return received(key, document, message);
  const sensors = kind === 'status' ? own(document, 'StatusSNS') : document;
  const state = kind === 'status' ? own(document, 'StatusSTS') : document;
  if (kind !== 'state' && isObject(sensors)) {
    return said({ devices: [{ key, measures: measuresOf(sensors), stamp: stampOf(sensors, key, message) }] });
  }
  if (!isObject(state)) return said();
  return said({ devices: [{ key, measures: stateMeasures(state), stamp: stampOf(state, key, message) }] });
}

/** Firmware before 9 told here what its Zigbee devices had sent. */
function received(key: string, document: JsonObject, message: FamilyMessage): FamilySaid {
  const devices = own(document, 'ZbReceived');
  if (!isObject(devices)) return said();
  return said({
    devices: [{ key, measures: zigbeeMeasures(devices), stamp: stampOf(document, key, message) }],
  });
}

function about(key: string, document: JsonObject): FamilySaid {
  const info = own(document, 'Info1') ?? document;
  if (!isObject(info)) return said();
  const model = textOf(info, 'Module', 120);
  const firmware = textOf(info, 'Version', 80);
  if (model === undefined && firmware === undefined) return said();
  return said({ devices: [{ key, ...(model && { model }), ...(firmware && { firmware }), measures: [] }] });
}

function measuresOf(message: JsonObject): Measure[] {
  if (isZigbeeDevice(message)) return zigbeeMeasures(message);
  const units = unitsOf(message);
  // Firmware 5 had the meter's fields at the top.
  const meter = typeof own(message, 'Power') === 'number' ? energyMeasures(message) : [];
  const sensors = Object.entries(message).flatMap(([key, value]) => {
    if (!isObject(value) || isLoraNode(value)) return [];
    if (key === 'ENERGY') return energyMeasures(value);
    if (key === 'ZbReceived') return zigbeeMeasures(value);
    return isZigbeeDevice(value) ? zigbeeMeasures({ [key]: value }) : sensorMeasures(key, value, units);
  });
  return withoutRepeats([...meter, ...sensors]);
}

/** Of a state's Wifi, Signal is dBm and RSSI a percentage. */
function stateMeasures(state: JsonObject): Measure[] {
  const wifi = own(state, 'Wifi');
  const signal = isObject(wifi) ? own(wifi, 'Signal') : undefined;
  return [
    ...measureFrom(signal, { quantity: 'signal_strength', unit: 'dBm', channel: null }),
    ...measureFrom(own(state, 'UptimeSec'), { quantity: 'uptime', unit: 's', channel: null }),
  ];
}

/** `Time` is local and mostly names no zone; `Epoch`, where it is sent, needs none. */
function stampOf(
  message: JsonObject,
  key: string,
  { zone: ofHome, receivedMs, settingsOf }: FamilyMessage,
): Stamp | undefined {
  const time = own(message, 'Time');
  const zone = settingsOf(key).timezone ?? ofHome;
  const explicit = stampFrom(time, { format: 'auto', zone: undefined }, receivedMs);
  if (explicit !== undefined) return explicit;
  const epoch = stampFrom(own(message, 'Epoch'), { format: 'unix_s', zone: undefined }, receivedMs);
  return epoch ?? stampFrom(time, { format: 'auto', zone }, receivedMs);
}
