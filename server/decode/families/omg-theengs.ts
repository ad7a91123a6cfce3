import type { Payload } from '../payload';
import { refuse } from '../refusal';
import { withoutRepeats } from '../without-repeats';
import { type Family, type FamilyMessage, type FamilySaid, said } from './family';
import { isObject, type JsonObject, own, textOf } from './json-object';
import { beaconMeasures } from './omg-theengs-fields';
import { deviceKey } from './rtl433';
import { receivedMeasures } from './rtl433-fields';
import { measureFrom } from './sent-value';

const RECEIVED = ['BTtoMQTT', 'RTL_433toMQTT', 'SYStoMQTT'];

/** OpenMQTTGateway and Theengs Gateway: what they receive by Bluetooth and radio, and the gateway itself. */
export const omgTheengs: Family = {
  name: 'omg-theengs',
  version: 1,
  claims: (levels, _, payload) => placeOf(levels) > 0 || isLastWill(levels, payload),
  teaches: () => false,
  decode: (message) => {
    const { levels, payload } = message;
    if (payload.bytes.length === 0) return said();
    const at = placeOf(levels);
    if (at < 1) return lastWill(message);
    const read = payload.json();
    if ('refusal' in read) return read;
    if (!isObject(read.value)) return { refusal: refuse('BAD_JSON', 'a JSON object was expected') };
    if (levels[at] === 'SYStoMQTT') return gateway(levels.slice(0, at).join('/'), read.value);
    return levels[at] === 'BTtoMQTT' ? beacon(read.value, levels.at(-1) ?? '') : reception(read.value);
  },
};

function placeOf(levels: readonly string[]): number {
  return levels.findIndex((level) => RECEIVED.includes(level));
}

/** Others call their last wills so, too, and say it in other words. */
function isLastWill(levels: readonly string[], payload: Payload): boolean {
  if (levels.length < 2 || levels.at(-1) !== 'LWT') return false;
  const text = payload.text();
  return 'value' in text && ['online', 'offline'].includes(text.value.trim());
}

function lastWill({ levels, payload }: FamilyMessage): FamilySaid {
  const text = payload.text();
  const isThere = 'value' in text && text.value.trim() === 'online';
  const key = levels.slice(0, -1).join('/');
  return said({ devices: [{ key, measures: [], availability: isThere ? 'online' : 'offline' }] });
}

/** Its temperature is the chip's. */
function gateway(key: string, document: JsonObject): FamilySaid {
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
  // Phones and tags that change their address.
  if (brand === undefined || brand === 'GENERIC') return said();
  const key = textOf(document, 'id', 60) ?? lastLevel;
  const model = [brand, textOf(document, 'model', 60)].filter((word) => word !== undefined).join(' ');
  const name = textOf(document, 'name', 120);
  return said({ devices: [{ key, model, ...(name && { name }), measures: beaconMeasures(document) }] });
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
