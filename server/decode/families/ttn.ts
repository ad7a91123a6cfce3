import type { Measure } from '@/contracts/reading';
import { type Stamp, stampFrom } from '../device-time';
import { type DeviceSaid, type Family, type FamilySaid, said } from './family';
import { isObject, type JsonObject, objectIn, own, textOf } from './json-object';
import { measureFrom } from './sent-value';
import { decodedMeasures, normalizedMeasures } from './ttn-payload';

const MOST_MEASUREMENTS = 64;
const MOST_GATEWAYS = 64;

/** The Things Stack v3: uplinks of LoRaWAN devices. */
export const ttn: Family = {
  name: 'ttn',
  version: 2,
  topics: (levels) => levels[0] === 'v3' && levels[2] === 'devices' && levels.length >= 5,
  teaches: () => false,
  decode: ({ levels, payload, receivedMs }) => {
    const [, application = '', , device = '', kind] = levels;
    if (kind !== 'up' || levels.length !== 5 || payload.bytes.length === 0) return said();
    const read = objectIn(payload);
    if ('refusal' in read) return read;
    const uplink = own(read.value, 'uplink_message');
    if (!isObject(uplink) || own(read.value, 'simulated') === true) return said();
    return uplinkOf(`${application}/${device}`, { document: read.value, uplink, receivedMs });
  },
};

interface Uplink {
  readonly document: JsonObject;
  readonly uplink: JsonObject;
  readonly receivedMs: number;
}

function uplinkOf(key: string, { document, uplink, receivedMs }: Uplink): FamilySaid {
  const stampIn = (value: unknown) => stampFrom(value, { format: 'iso8601', zone: undefined }, receivedMs);
  // The network server's clock; a gateway's may be wrong.
  const stamp = stampIn(own(uplink, 'received_at')) ?? stampIn(own(document, 'received_at'));
  const device = { key, ...describedIn(document, uplink) };
  const normalized = own(uplink, 'normalized_payload');
  const measurements = Array.isArray(normalized) ? normalized.filter(isObject) : [];
  const signal: Timed = { measures: signalOf(uplink), stamp };
  if (measurements.length === 0) {
    const decoded = own(uplink, 'decoded_payload');
    const measures = isObject(decoded) ? decodedMeasures(decoded) : [];
    return said({ devices: [{ ...device, stamp, measures: [...measures, ...signal.measures] }] });
  }
  const timed = measurements.slice(0, MOST_MEASUREMENTS).map((measurement) => ({
    measures: normalizedMeasures(measurement),
    stamp: stampIn(own(measurement, 'time')) ?? stamp,
  }));
  return said({ devices: [...timed, signal].map((each) => ({ ...device, ...each })) });
}

interface Timed {
  readonly measures: readonly Measure[];
  readonly stamp: Stamp | undefined;
}

function describedIn(
  document: JsonObject,
  uplink: JsonObject,
): Pick<DeviceSaid, 'name' | 'model' | 'firmware'> {
  const ids = own(document, 'end_device_ids');
  const versions = own(uplink, 'version_ids');
  const name = isObject(ids) ? textOf(ids, 'device_id', 120) : undefined;
  const model = isObject(versions)
    ? [textOf(versions, 'brand_id', 60), textOf(versions, 'model_id', 60)]
        .filter((word) => word !== undefined)
        .join(' ')
    : '';
  const firmware = isObject(versions) ? textOf(versions, 'firmware_version', 80) : undefined;
  return { ...(name && { name }), ...(model && { model }), ...(firmware && { firmware }) };
}

/** As the gateway that heard it best heard it. */
function signalOf(uplink: JsonObject): Measure[] {
  const gateways = own(uplink, 'rx_metadata');
  const heard = Array.isArray(gateways) ? gateways.slice(0, MOST_GATEWAYS).filter(isObject) : [];
  const strengths = heard.map((gateway) => own(gateway, 'rssi')).filter((rssi) => typeof rssi === 'number');
  if (strengths.length === 0) return [];
  return measureFrom(Math.max(...strengths), { quantity: 'signal_strength', unit: 'dBm', channel: null });
}
