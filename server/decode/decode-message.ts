import type { Measure, Reading } from '@/contracts/reading';
import { type Decoded, decodeRecord, type RawMessage } from './decode-record';
import { deviceReadings } from './device-readings';
import { FAMILIES } from './families/families';
import type { DeviceSaid, Discovered, Family, FamilyAnswer, FamilySaid } from './families/family';
import type { Memory } from './memory';
import { MAX_DESCRIPTION_BYTES, MAX_PAYLOAD_BYTES, openPayload } from './payload';
import type { Refusal } from './refusal';
import type { Told } from './told-history';

/** A device that said something, and whether a sensor is fed by it. */
export interface DeviceHeard extends DeviceSaid {
  readonly family: string;
  readonly bound: boolean;
}

/** What a message came to. */
export interface Message {
  readonly readings: readonly Reading[];
  /** Whose the readings are: a family's name, or `mapping`. */
  readonly readBy?: string;
  readonly unreadable?: { readonly refusal: Refusal; readonly by: string };
  /** Why nobody gets anything of it. */
  readonly unclaimed?: 'UNCLAIMED' | 'DEVICE_HEARD';
  readonly heard: readonly DeviceHeard[];
  /** What is news, remembered already. */
  readonly told: readonly Told[];
  readonly discovered: readonly Discovered[];
}

const NOTHING: Message = { readings: [], heard: [], told: [], discovered: [] };
const MAX_KEY = 200;
const MAX_KNOWLEDGE_KEY = 300;
const MAX_CHANNEL = 120;

/**
 * What a record of the raw log means, by what was known when it was received. Where a mapping claims it, the mapping alone
 * reads it; the family then only learns from it. What it teaches is remembered before the next record is decoded.
 */
export function decodeMessage(
  message: RawMessage & { readonly atMs: number },
  memory: Memory,
  zone: string | undefined,
): Message {
  const { header, atMs } = message;
  const mapped = byMapping(message, memory, zone);
  const answered = byFamilies(message, memory, zone, mapped !== undefined);
  if (answered === undefined)
    return mapped ?? (header.replayed ? NOTHING : { ...NOTHING, unclaimed: 'UNCLAIMED' });
  const { family, answer: said } = answered;
  if ('refusal' in said) {
    const by = `${family.name}@${family.version}`;
    return mapped ?? { ...NOTHING, unreadable: { refusal: said.refusal, by } };
  }
  const told = learn(family, said, memory, atMs);
  if (mapped !== undefined) return { ...mapped, told };
  return { ...ofDevices(family, said, message, memory), told, discovered: said.discovered };
}

/**
 * Undefined where no mapping claims it. What a broker had stored tells of no moment of its own: it is no reading, and says at
 * most whether a sensor is there.
 */
function byMapping(
  message: RawMessage & { readonly atMs: number },
  memory: Memory,
  zone: string | undefined,
): Message | undefined {
  const { topic, replayed } = message.header;
  const levels = topic.split('/');
  const claiming = memory
    .inForce(topic, message.atMs)
    .filter(({ sensorOf }) => sensorOf(levels) !== undefined);
  const mappings = replayed ? claiming.filter(({ isAvailability }) => isAvailability) : claiming;
  if (replayed && claiming.length > 0 && mappings.length === 0) return NOTHING;
  const decoded: Decoded = decodeRecord(message, mappings, zone);
  if (decoded.outcome === 'unclaimed') return undefined;
  if (decoded.outcome === 'readings') return { ...NOTHING, readings: decoded.readings, readBy: 'mapping' };
  return { ...NOTHING, unreadable: { refusal: decoded.refusal, by: decoded.by } };
}

/** Undefined where no family knows what it is, or where one that knows would only read what a mapping reads already. */
function byFamilies(
  message: RawMessage & { readonly atMs: number },
  memory: Memory,
  zone: string | undefined,
  isMapped: boolean,
): { readonly family: Family; readonly answer: Exclude<FamilyAnswer, 'not mine'> } | undefined {
  const { header, payload, atMs } = message;
  const levels = header.topic.split('/');
  const receivedMs = Math.floor(header.received / 1000);
  const glance = openPayload(payload);
  for (const family of FAMILIES) {
    const known = memory.told(family.name, atMs);
    if ((isMapped && !family.teaches(levels)) || !family.claims(levels, known, glance)) continue;
    const limit = family.teaches(levels) ? MAX_DESCRIPTION_BYTES : MAX_PAYLOAD_BYTES;
    const opened = { topic: header.topic, levels, payload: openPayload(payload, limit), receivedMs, zone };
    const answer = family.decode(opened, known);
    if (answer !== 'not mine') return { family, answer };
  }
  return undefined;
}

function learn(family: Family, { learnt }: FamilySaid, memory: Memory, atMs: number): readonly Told[] {
  const told = learnt
    .filter(({ key }) => isStorable(key, MAX_KNOWLEDGE_KEY))
    .flatMap((given) => memory.news(given.family ?? family.name, given, atMs) ?? []);
  memory.remember(told);
  return told;
}

function ofDevices(
  family: Family,
  said: FamilySaid,
  message: RawMessage & { readonly atMs: number },
  memory: Memory,
): Message {
  const devices = said.devices
    .filter(({ key }) => isStorable(key, MAX_KEY))
    .map((device) => ({
      device: { ...device, measures: device.measures.filter(isStorableMeasure) },
      bindings: memory.bindingsOf(family.name, device.key, message.atMs),
    }));
  const readings = devices.flatMap(({ device, bindings }) =>
    deviceReadings(message, family, device, bindings),
  );
  const isUnbound = readings.length === 0 && said.devices.some(({ measures }) => measures.length > 0);
  const heard = devices.map(({ device, bindings }) => ({
    ...device,
    family: family.name,
    bound: bindings.length > 0,
  }));
  return {
    ...NOTHING,
    readings,
    readBy: family.name,
    heard,
    ...(isUnbound && !message.header.replayed && { unclaimed: 'DEVICE_HEARD' as const }),
  };
}

/** Names come from the network: PostgreSQL takes none with a NUL in it. */
function isStorable(name: string, longest: number): boolean {
  return name.length <= longest && !name.includes('\0');
}

function isStorableMeasure({ channel }: Measure): boolean {
  return channel === null || isStorable(channel, MAX_CHANNEL);
}
