import { quantityOf } from '@/contracts/quantities';
import type { Measure } from '@/contracts/reading';
import { readCbor } from '../cbor';
import type { Stamp } from '../device-time';
import type { Payload, Read } from '../payload';
import { type Refusal, refuse } from '../refusal';
import { withoutRepeats } from '../without-repeats';
import { type DeviceSaid, type Family, said } from './family';
import { quantityGuess } from './quantity-guess';
import { type Resolved, resolvedRecords } from './senml-pack';
import { measureFrom } from './sent-value';

const LEVELS = new Set(['senml', 'sensml', 'senml-cbor', 'senml+cbor', 'sensml-cbor']);
const SNIFFED_BYTES = 1024;
const MOST_MEASURES = 256;
/** Below it a time counts from the moment of receipt (RFC 8428). */
const RELATIVE_BELOW_S = 2 ** 28;

/** SenML (RFC 8428), JSON and CBOR. No topic is its own: one that is called so, or a pack with a base name. */
export const senml: Family = {
  name: 'senml',
  version: 2,
  topics: () => true,
  claims: (levels, _, payload) => levels.some((level) => LEVELS.has(level)) || looksLikePack(payload),
  teaches: () => false,
  decode: ({ payload, receivedMs }) => {
    if (payload.bytes.length === 0) return said();
    const read = packIn(payload);
    if ('refusal' in read) return read;
    const records = resolvedRecords(read.value);
    if ('refusal' in records) return records;
    return said({ devices: devicesOf(records.value, receivedMs) });
  },
};

function looksLikePack({ bytes }: Payload): boolean {
  if (bytes[0] !== 0x5b) return false;
  return Buffer.from(bytes.subarray(0, SNIFFED_BYTES)).toString('latin1').includes('"bn"');
}

function packIn(payload: Payload): Read<unknown[]> | { readonly refusal: Refusal } {
  const kind = (payload.bytes[0] ?? 0) >> 5;
  // An array of CBOR begins with a byte that no JSON begins with.
  const read = kind === 4 ? readCbor(payload.bytes) : payload.json();
  if ('refusal' in read) return read;
  return Array.isArray(read.value)
    ? { value: read.value }
    : { refusal: refuse('SCHEMA', 'a pack is an array') };
}

/** A device for each base name and moment. */
function devicesOf(records: readonly Resolved[], receivedMs: number): DeviceSaid[] {
  const found = new Map<string, { key: string; stamp: Stamp | undefined; measures: Measure[] }>();
  let measures = 0;
  for (const record of records) {
    const measured = measuresOf(record);
    measures += measured.length;
    if (measured.length === 0 || measures > MOST_MEASURES) continue;
    const stamp = stampOf(record.time, receivedMs);
    const place = `${stamp?.micros ?? ''} ${record.device}`;
    const group = found.get(place) ?? { key: record.device, stamp, measures: [] };
    group.measures.push(...measured);
    found.set(place, group);
  }
  return [...found.values()].map((each) => ({ ...each, measures: withoutRepeats(each.measures) }));
}

function stampOf(time: number, receivedMs: number): Stamp | undefined {
  if (time === 0) return undefined;
  const micros = time < RELATIVE_BELOW_S ? receivedMs * 1000 + time * 1_000_000 : time * 1_000_000;
  // Who has no clock sends times that count from receipt.
  return { micros: Math.floor(Math.round(micros) / 1000) * 1000, kind: 'explicit', isMeant: true };
}

const STATES: Readonly<Record<string, string>> = {
  occupancy: 'occupancy',
  presence: 'occupancy',
  motion: 'occupancy',
  contact: 'contact',
};
// What accumulates: a sum of watts is an energy.
const SUMMED: ReadonlyMap<string, string> = new Map([
  ['W', 'J'],
  ['kW', 'kJ'],
]);

function measuresOf({ device, channel, unit, value, sum, state }: Resolved): Measure[] {
  const name = channel ?? device;
  if (state !== undefined) {
    const quantity = Object.hasOwn(STATES, name.toLowerCase()) ? STATES[name.toLowerCase()] : undefined;
    return quantity === undefined ? [] : measureFrom(state ? 1 : 0, { quantity, unit: '', channel });
  }
  const quantity = quantityIn(unit, name);
  if (quantity === undefined) return [];
  const isCounter = quantityOf(quantity)?.stateClass === 'total_increasing';
  if (sum !== undefined && isCounter) return measureFrom(sum, { quantity, unit, channel });
  const summed = SUMMED.get(unit);
  const energy =
    sum === undefined || summed === undefined
      ? []
      : measureFrom(sum, { quantity: quantityGuess(summed, name) ?? 'energy', unit: summed, channel });
  return [...measureFrom(value, { quantity, unit, channel }), ...energy];
}

function quantityIn(unit: string, name: string): string | undefined {
  if (unit === '%RH') return 'humidity';
  return unit === '%EL' ? 'battery' : quantityGuess(unit, name);
}
