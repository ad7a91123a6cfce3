import type { Measure } from '@/contracts/reading';
import { stampFrom } from '../device-time';
import { type DeviceSaid, type Family, type FamilySaid, said } from './family';
import { isObject, type JsonObject, objectIn, own, textOf } from './json-object';
import { measureFrom } from './sent-value';
import { normalizedMeasures } from './ttn-normalized';
import { decodedMoments, type Moment } from './ttn-payload';

const MOST_MEASUREMENTS = 64;
const MOST_GATEWAYS = 64;

/** The Things Stack v3: uplinks of LoRaWAN devices. */
export const ttn: Family = {
  name: 'ttn',
  version: 4,
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
  const signal: Moment = { measures: signalOf(uplink), stamp };
  const moments = measurements.slice(0, MOST_MEASUREMENTS).map((measurement) => ({
    measures: normalizedMeasures(measurement),
    stamp: stampIn(own(measurement, 'time')),
  }));
  const isNormalized = moments.some(({ measures }) => measures.length > 0);
  const told = isNormalized ? moments : momentsIn(own(uplink, 'decoded_payload'), receivedMs);
  const [first = signal, ...others] = told;
  const all = isNormalized
    ? [...told, signal]
    : [{ ...first, measures: [...first.measures, ...signal.measures] }, ...others];
  return said({ devices: all.map((each) => ({ ...device, ...each, stamp: each.stamp ?? stamp })) });
}

const YEAR_2015_US = Date.UTC(2015, 0, 1) * 1000;

function momentsIn(decoded: unknown, receivedMs: number): readonly Moment[] {
  if (!isObject(decoded)) return [{ measures: [], stamp: undefined }];
  return decodedMoments(decoded, (sent) => {
    const stamp = stampFrom(sent, { format: 'auto', zone: undefined }, receivedMs);
    // Smaller numbers count something else, or a clock that isn't set.
    return stamp !== undefined && stamp.micros >= YEAR_2015_US ? stamp : undefined;
  });
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
