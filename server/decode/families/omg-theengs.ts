import { withoutRepeats } from '../without-repeats';
import {
  type Family,
  type FamilyAnswer,
  type FamilyKnowledge,
  type FamilyMessage,
  type FamilySaid,
  said,
} from './family';
import { type JsonObject, objectIn, own, textOf } from './json-object';
import { beaconMeasures, wiredMeasures } from './omg-theengs-fields';
import { preferredRoute } from './preferred-route';
import { deviceKey } from './rtl433';
import { receivedMeasures } from './rtl433-fields';
import { measureFrom } from './sent-value';

// Of probes that are wired to a gateway, too.
const WIRED = ['CLIMAtoMQTT', 'OneWiretoMQTT'];
const RECEIVED = ['BTtoMQTT', 'RTL_433toMQTT', 'SYStoMQTT', ...WIRED];
// Addresses that change, tags, and tyres.
const NO_SENSORS = new Set(['RMAC', 'BCON', 'TRACK', 'TIRE']);

/** OpenMQTTGateway and Theengs Gateway: what they receive by Bluetooth and radio, and the gateway itself. */
export const omgTheengs: Family = {
  name: 'omg-theengs',
  version: 3,
  topics: (levels) => placeOf(levels) > 0 || isLastWill(levels),
  shares: (levels) => placeOf(levels) < 1,
  teaches: () => false,
  decode: (message, known) => {
    const { levels, payload } = message;
    const at = placeOf(levels);
    if (at < 1) return lastWill(message, known);
    if (payload.bytes.length === 0) return said();
    const gateway = levels.slice(0, at).join('/');
    const learnt = known.of(gateway) === undefined ? [{ key: gateway, content: {} }] : [];
    const answer = received(message, levels[at] ?? '', gateway);
    if (answer === 'not mine' || 'refusal' in answer) return answer;
    const [device] = levels[at] === 'SYStoMQTT' ? [] : answer.devices;
    if (device === undefined) return { ...answer, learnt };
    const route = preferredRoute({ device: device.key, name: gateway, rank: 0 }, known, message);
    return said({ devices: route.counts ? [device] : [], learnt: [...learnt, ...route.learnt] });
  },
};

function received({ levels, topic, payload }: FamilyMessage, kind: string, gateway: string): FamilyAnswer {
  const read = objectIn(payload);
  // Older gateways have a topic for each value.
  if ('refusal' in read && WIRED.includes(kind)) return 'not mine';
  if ('refusal' in read) return read;
  if (kind === 'SYStoMQTT') return aboutGateway(gateway, read.value);
  if (WIRED.includes(kind)) return said({ devices: [{ key: topic, measures: wiredMeasures(read.value) }] });
  return kind === 'BTtoMQTT' ? beacon(read.value, levels.at(-1) ?? '') : reception(read.value);
}

function placeOf(levels: readonly string[]): number {
  return levels.findIndex((level) => RECEIVED.includes(level));
}

function isLastWill(levels: readonly string[]): boolean {
  return levels.length >= 2 && levels.at(-1) === 'LWT';
}

/** Others call their last wills so, too: it is a gateway's where one was heard there. */
function lastWill({ levels, payload }: FamilyMessage, known: FamilyKnowledge): FamilyAnswer {
  const text = payload.text();
  const word = 'value' in text ? text.value.trim() : '';
  if (word !== 'online' && word !== 'offline') return 'not mine';
  const key = levels.slice(0, -1).join('/');
  const devices = [{ key, measures: [], availability: word } as const];
  return said({ devices, ...(known.of(key) === undefined && { isGuess: true }) });
}

/** Its temperature is the chip's. */
function aboutGateway(key: string, document: JsonObject): FamilySaid {
  const firmware = textOf(document, 'version', 80);
  const model = textOf(document, 'env', 120);
  const measures = [
    ...measureFrom(own(document, 'tempc'), { quantity: 'temperature', unit: '°C', channel: 'device' }),
    ...measureFrom(own(document, 'rssi'), { quantity: 'signal_strength', unit: 'dBm', channel: null }),
    ...measureFrom(own(document, 'uptime'), { quantity: 'uptime', unit: 's', channel: null }),
  ];
  return said({ devices: [{ key, ...(model && { model }), ...(firmware && { firmware }), measures }] });
}

/** Several gateways may hear one device: it is its own address, whoever heard it. */
function beacon(document: JsonObject, lastLevel: string): FamilySaid {
  const brand = textOf(document, 'brand', 60);
  if (brand === undefined || isNoSensor(document, brand)) return said();
  const key = textOf(document, 'id', 60) ?? lastLevel;
  const model = [brand, textOf(document, 'model', 60)].filter((word) => word !== undefined).join(' ');
  const name = textOf(document, 'name', 120);
  return said({ devices: [{ key, model, ...(name && { name }), measures: beaconMeasures(document) }] });
}

/** Phones and tags that change their address; what nobody knows the maker of is a sensor by its type alone. */
function isNoSensor(document: JsonObject, brand: string): boolean {
  const type = textOf(document, 'type', 20);
  if (type === undefined || own(document, 'model_id') === 'ServiceData') return brand === 'GENERIC';
  return NO_SENSORS.has(type) && (brand === 'GENERIC' || type === 'RMAC' || type === 'TIRE');
}

function reception(document: JsonObject): FamilySaid {
  const key = deviceKey(document);
  if (key === undefined || own(document, 'type') === 'TPMS') return said();
  const model = textOf(document, 'model', 120);
  const signal = measureFrom(own(document, 'rssi'), {
    quantity: 'signal_strength',
    unit: 'dBm',
    channel: null,
  });
  const measures = withoutRepeats([...receivedMeasures(document), ...signal]);
  return said({ devices: [{ key, ...(model && { model }), measures }] });
}
