import { quantityOf } from '@/contracts/quantities';
import type { Measure } from '@/contracts/reading';
import { readCbor } from '../cbor';
import type { Stamp } from '../device-time';
import { rounded } from '../measure-rule';
import type { Payload, Read } from '../payload';
import { type Refusal, refuse } from '../refusal';
import { withoutRepeats } from '../without-repeats';
import { type DeviceSaid, type Family, said } from './family';
import { quantityGuess } from './quantity-guess';
import { type Resolved, resolvedRecords } from './senml-pack';
import { measureFrom } from './sent-value';

const LEVEL = /^sens?ml(?:[+-](?:json|cbor))?$/;
const SNIFFED_BYTES = 1024;
const ARRAY = '['.charCodeAt(0);
const BLANKS = new Set([' ', '\t', '\n', '\r'].map((blank) => blank.charCodeAt(0)));
/** Of the tag 55799. */
const SELF_DESCRIBED = 0xd9;
const MOST_MEASURES = 256;
/** Below it a time counts from the moment of receipt (RFC 8428). */
const RELATIVE_BELOW_S = 2 ** 28;

/** SenML (RFC 8428), JSON and CBOR. No topic is its own: one that is called so, or a pack with a base name. */
export const senml: Family = {
  name: 'senml',
  version: 4,
  topics: () => true,
  claims: (levels, _, payload) => levels.some((level) => LEVEL.test(level)) || looksLikePack(payload),
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
  // Every message that nobody else claims is looked at: mostly its first byte tells.
  const begin = bytes.subarray(0, SNIFFED_BYTES);
  if (begin.find((byte) => !BLANKS.has(byte)) !== ARRAY) return false;
  return Buffer.from(begin).toString('latin1').includes('"bn"');
}

function packIn(payload: Payload): Read<unknown[]> | { readonly refusal: Refusal } {
  // An array of CBOR begins with a byte that no JSON begins with, also where it says that it is CBOR.
  const [first = 0] = payload.bytes;
  const read = first >> 5 === 4 || first === SELF_DESCRIBED ? readCbor(payload.bytes) : payload.json();
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

function measuresOf({ device, channel, unit: sentUnit, value: sent, sum, state }: Resolved): Measure[] {
  const name = channel ?? device;
  if (state !== undefined) {
    const quantity = Object.hasOwn(STATES, name.toLowerCase()) ? STATES[name.toLowerCase()] : undefined;
    return quantity === undefined ? [] : measureFrom(state ? 1 : 0, { quantity, unit: '', channel });
  }
  const written = unitIn(sentUnit, name);
  const quantity = written === undefined ? undefined : quantityIn(written.unit, name);
  if (written === undefined || quantity === undefined) return [];
  const { unit, times } = written;
  const value = sent === undefined || times === 1 ? sent : rounded(sent * times);
  const isCounter = quantityOf(quantity)?.stateClass === 'total_increasing';
  if (sum !== undefined && isCounter) return measureFrom(sum, { quantity, unit, channel });
  const summed = SUMMED.get(unit);
  const energy =
    sum === undefined || summed === undefined
      ? []
      : measureFrom(sum, { quantity: quantityGuess(summed, name) ?? 'energy', unit: summed, channel });
  return [...measureFrom(value, { quantity, unit, channel }), ...energy];
}

interface Unit {
  readonly unit: string;
  /** How many of these one of the unit that was sent is. */
  readonly times: number;
}

// Those that are written otherwise here.
const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['/100', { unit: '%', times: 1 }],
  ['/1000', { unit: '%', times: 0.1 }],
  ['m3/s', { unit: 'm³/h', times: 3600 }],
]);
// C and F are coulomb and farad; who means a temperature by them calls it so.
const NOT_DEGREES = new Set(['C', 'F']);

function unitIn(unit: string, name: string): Unit | undefined {
  if (NOT_DEGREES.has(unit) && !/temp/i.test(name)) return undefined;
  return UNITS.get(unit) ?? { unit, times: 1 };
}

function quantityIn(unit: string, name: string): string | undefined {
  if (unit === '%RH') return 'humidity';
  return unit === '%EL' ? 'battery' : quantityGuess(unit, name);
}
