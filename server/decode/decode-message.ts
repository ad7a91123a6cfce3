import type { Measure, Reading } from '@/contracts/reading';
import { askedFamilies } from './asked-families';
import { believed } from './believable';
import { type Decoded, decodeRecord, type RawMessage } from './decode-record';
import { deviceReadings } from './device-readings';
import type { DeviceSaid, Discovered, Family, FamilyAnswer, FamilySaid, NodeTold } from './families/family';
import { storable } from './families/json-object';
import type { InboxReason } from './inbox/unclaimed';
import type { Memory } from './memory';
import { OpenedMessage } from './opened-message';
import { MAX_DESCRIPTION_BYTES, openPayload } from './payload';
import { type Refusal, unlessFaulty } from './refusal';
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
  readonly unclaimed?: InboxReason;
  /** Of what is unclaimed: whose it may be. */
  readonly heard: readonly DeviceHeard[];
  /** Whose it is, is but guessed: nobody is heard by it. */
  readonly isGuess?: true;
  /** What is news, remembered already. */
  readonly told: readonly Told[];
  readonly discovered: readonly Discovered[];
  /** A node that numbers its messages, whoever reads them. */
  readonly node?: NodeTold;
}

const NOTHING: Message = { readings: [], heard: [], told: [], discovered: [] };
const MAX_KEY = 200;
const MOST_MEASURES = 256;
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
  const read = readMessage(message, memory, zone);
  const isBelieved = (reading: Reading) => believed(reading, memory, message.atMs) === reading;
  if (read.readings.every(isBelieved)) return read;
  return { ...read, readings: read.readings.map((reading) => believed(reading, memory, message.atMs)) };
}

function readMessage(
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
  const inForce = memory.inForce(topic, message.atMs);
  if (inForce.length === 0) return undefined;
  const levels = topic.split('/');
  const claiming = inForce.filter(({ sensorOf }) => sensorOf(levels) !== undefined);
  const mappings = replayed ? claiming.filter(({ isAvailability }) => isAvailability) : claiming;
  if (replayed && claiming.length > 0 && mappings.length === 0) return NOTHING;
  const decoded: Decoded = decodeRecord(message, mappings, zone);
  if (decoded.outcome === 'unclaimed') return undefined;
  if (decoded.outcome === 'readings') return { ...NOTHING, readings: decoded.readings, readBy: 'mapping' };
  return { ...NOTHING, unreadable: { refusal: decoded.refusal, by: decoded.by } };
}

interface Answered {
  readonly family: Family;
  readonly answer: Exclude<FamilyAnswer, 'not mine'>;
}

/**
 * Undefined where no family knows what it is, or where one that knows would only read what a mapping reads already. Who only
 * guesses by the look of a topic has it where nobody knows better.
 */
function byFamilies(
  message: RawMessage & { readonly atMs: number },
  memory: Memory,
  zone: string | undefined,
  isMapped: boolean,
): Answered | undefined {
  const { header, atMs } = message;
  const { levels, asked, teaching } = askedFamilies(header.topic);
  const families = isMapped ? teaching : asked;
  if (families.length === 0) return undefined;
  const receivedMs = Math.floor(header.received / 1000);
  const glance = openPayload(message.payload);
  let guess: Answered | undefined;
  for (const family of families) {
    const known = memory.told(family.name, atMs);
    const answer = unlessFaulty((): FamilyAnswer => {
      if (family.claims?.(levels, known, glance) === false) return 'not mine';
      const isLong = teaching.includes(family);
      const payload = isLong ? openPayload(message.payload, MAX_DESCRIPTION_BYTES) : glance;
      const isReplayed = header.replayed;
      const read = { topic: header.topic, levels, payload, receivedMs, isReplayed, zone };
      return family.decode(new OpenedMessage(read, { family: family.name, atMs, memory }), known);
    });
    if (answer === 'not mine') continue;
    if ('refusal' in answer || answer.isGuess !== true) return { family, answer };
    guess ??= { family, answer };
  }
  return guess;
}

function learn(family: Family, { learnt }: FamilySaid, memory: Memory, atMs: number): readonly Told[] {
  const told = learnt
    .filter(({ key }) => isStorable(key, MAX_KNOWLEDGE_KEY))
    .flatMap((given) => memory.news(family.name, given, atMs) ?? []);
  memory.remember(told);
  return told;
}

function ofDevices(
  family: Family,
  said: FamilySaid,
  message: RawMessage & { readonly atMs: number },
  memory: Memory,
): Message {
  const devices = withinBounds(said.devices)
    .filter(({ key }) => isStorable(key, MAX_KEY))
    .map((device) => ({
      device: device.measures.every(isStorableMeasure)
        ? device
        : { ...device, measures: device.measures.filter(isStorableMeasure) },
      bindings: memory.bindingsOf(family.name, device.key, message.atMs),
    }));
  const readings = devices.flatMap(({ device, bindings }) =>
    deviceReadings(message, family, device, bindings),
  );
  const isOfSensors = devices.some(({ bindings }) => bindings.length > 0);
  if (said.isGuess && !isOfSensors) return guessed(said, family, message);
  const isUnbound = readings.length === 0 && said.devices.some(({ measures }) => measures.length > 0);
  const reason = said.lacks ? 'UNKNOWN_DEVICE' : isUnbound ? 'DEVICE_HEARD' : undefined;
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
    ...(said.node && { node: said.node }),
    ...(reason !== undefined && !message.header.replayed && { unclaimed: reason }),
  };
}

/** What may be anybody's stays in the inbox. */
function guessed({ devices }: FamilySaid, { name: family }: Family, { header }: RawMessage): Message {
  const heard = devices.map((device) => ({ ...device, family, bound: false }));
  return { ...NOTHING, heard, isGuess: true, ...(!header.replayed && { unclaimed: 'UNCLAIMED' as const }) };
}

/** Of one message the first 256 measures count, whichever devices they are of. */
function withinBounds(devices: readonly DeviceSaid[]): readonly DeviceSaid[] {
  if (devices.length === 1 && (devices[0]?.measures.length ?? 0) <= MOST_MEASURES) return devices;
  const count = devices.reduce((sum, { measures }) => sum + measures.length, 0);
  if (count <= MOST_MEASURES) return devices;
  let left = MOST_MEASURES;
  return devices.map((device) => {
    const measures = device.measures.slice(0, left);
    left -= measures.length;
    return { ...device, measures };
  });
}

/** Names come from the network: PostgreSQL takes none with a NUL or half a surrogate pair in it. */
function isStorable(name: string, longest: number): boolean {
  return name.length <= longest && storable(name) === name;
}

function isStorableMeasure({ channel }: Measure): boolean {
  return channel === null || isStorable(channel, MAX_CHANNEL);
}
