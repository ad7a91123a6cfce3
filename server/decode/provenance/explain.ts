import type { Formula } from '@/contracts/provenance';
import type { Measure, Reading } from '@/contracts/reading';
import { canonicalOf } from '@/contracts/units';
import { measuredAt } from '../clock';
import type { CompiledMapping, MessageToRead } from '../compiled-mapping';
import { decodeMessage } from '../decode-message';
import type { RawMessage } from '../decode-record';
import type { Memory } from '../memory';
import { openPayload } from '../payload';
import { type BelievableRange, limitsOf } from '../range-history';
import { unlessFaulty } from '../refusal';
import { type Budget, createBudget } from './budget';
import { formulaOf, sentUnitOf } from './formula';
import type { Place } from './json-places';
import { sentAt } from './mapped-place';
import { type MappedRule, mappedFormula, rangeOf, type Sent, wordsIn } from './mapped-value';
import { type Traced, type Tries, traceBytes, traceText } from './trace';

/** A record of the raw log; `atMs` is its Kafka timestamp. */
export type RawRecord = RawMessage & { readonly atMs: number };

/** Which value of a message is asked about. */
export interface Asked {
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
  readonly unit: string;
  /** When it was measured, µs since 1970. */
  readonly at: number;
}

interface Question {
  readonly asked: Asked;
  readonly budget: Budget;
}

/** How a message came to a value. */
export interface Explained {
  readonly measure: Measure;
  readonly reader:
    | { readonly kind: 'mapping'; readonly id: number; readonly version: number }
    | { readonly kind: 'family'; readonly name: string; readonly version: number };
  readonly formula: Formula | null;
  /** Undefined where it can't be told exactly. */
  readonly place: Place | undefined;
  /** The place is one of the payload's bytes, not of its characters. */
  readonly isBytes: boolean;
  /** The message is too big for its place to be looked for. */
  readonly isTooBig: boolean;
  readonly believable: readonly [least: number, most: number] | null;
}

/**
 * Decodes a record again, by what was known when it was received, and tells how it came to that value; undefined when it comes
 * to no such value. Where the value stands is looked for within a budget. Nothing is remembered.
 */
export async function explain(
  record: RawRecord,
  memory: Memory,
  zone: string | undefined,
  { budget = createBudget(), ...asked }: Asked & { readonly budget?: Budget },
): Promise<Explained | undefined> {
  const question = { asked, budget };
  const found =
    (await mappedValue(record, memory.inForce(record.header.topic, record.atMs), zone, question)) ??
    (await familyValue(record, { ...memory, remember: () => undefined }, zone, question));
  if (found === undefined) return undefined;
  const said = believedRange(memory.rangesOf(asked.sensorId, record.atMs), asked, found.believable);
  return { ...found, believable: said };
}

/** As `believed` judges: a person's word alone, else what its sensor's profile leaves of what its reader allows. */
function believedRange(
  ranges: readonly BelievableRange[],
  asked: Asked,
  allowed: Explained['believable'],
): Explained['believable'] {
  const person = limitsOf(ranges, 'person', asked);
  if (person !== undefined) return person;
  const profile = limitsOf(ranges, 'profile', asked);
  if (profile === undefined || allowed === null) return profile ?? allowed;
  return [Math.max(profile[0], allowed[0]), Math.min(profile[1], allowed[1])];
}

/** What a mapping made of the value that is asked about: of the same measure twice the first counts. */
interface Mapped {
  readonly measure: Measure;
  readonly rule: MappedRule['rule'];
  readonly row: number | undefined;
}

async function mappedValue(
  record: RawRecord,
  mappings: readonly CompiledMapping[],
  zone: string | undefined,
  { asked, budget }: Question,
): Promise<Explained | undefined> {
  const { topic, received } = record.header;
  const levels = topic.split('/');
  const messageOf = (payload: Uint8Array): MessageToRead => ({
    ...{ levels, zone, receivedMs: Math.floor(received / 1000), payload: openPayload(payload) },
  });
  const whole = messageOf(record.payload);
  for (const mapping of mappings) {
    if (mapping.sensorOf(levels) !== asked.sensorId) continue;
    const mappedIn = (message: MessageToRead) => mappedBy(mapping, message, asked, received);
    const mapped = mappedIn(whole);
    if (mapped === undefined) continue;
    const { measure, rule, row } = mapped;
    const of: MappedRule = { mapping: mapping.definition, rule };
    const tries = {
      value: measure.value,
      read: (other: Uint8Array) => mappedIn(messageOf(other))?.measure.value,
    };
    const found =
      sentAt(whole.payload, of, row) ?? (await trace(record, { ...tries, budget }, asked, wordsIn(of)));
    return {
      measure,
      reader: { kind: 'mapping', id: mapping.mappingId, version: mapping.version },
      formula: isSent(found) ? mappedFormula(of, found, measure.value) : null,
      place: found.place,
      isBytes: found.isBytes,
      isTooBig: found.place === undefined && budget.isSpent,
      believable: rangeOf(rule),
    };
  }
  return undefined;
}

function mappedBy(
  { definition, read: reader }: CompiledMapping,
  message: MessageToRead,
  asked: Asked,
  received: number,
): Mapped | undefined {
  const read = unlessFaulty(() => reader(message));
  if (read === 'not mine' || 'refusal' in read || !('readings' in definition)) return undefined;
  for (const { measures, rules, stamp, row } of [read, ...(read.others ?? [])]) {
    if (measuredAt(stamp, received).at !== asked.at) continue;
    const place = measures.findIndex((measure) => isAsked(measure, asked));
    const [measure, rule] = [measures[place], definition.readings[rules[place] ?? -1]];
    if (measure !== undefined && rule !== undefined) return { measure, rule, row };
  }
  return undefined;
}

async function familyValue(
  record: RawRecord,
  memory: Memory,
  zone: string | undefined,
  { asked, budget }: Question,
): Promise<Explained | undefined> {
  const readingsOf = (payload: Uint8Array) => decodeMessage({ ...record, payload }, memory, zone).readings;
  const readings = readingsOf(record.payload);
  const measure = measureOf(readings, asked);
  const by = readings.find(({ sensorId }) => sensorId === asked.sensorId)?.by;
  if (measure === undefined || by === undefined || !('codec' in by)) return undefined;
  const read = (other: Uint8Array) => measureOf(readingsOf(other), asked)?.value;
  const { place, isBytes, traced } = await trace(record, { value: measure.value, read, budget }, asked);
  return {
    measure,
    reader: { kind: 'family', name: by.codec, version: by.version },
    formula: traced === undefined ? null : formulaOf(traced.samples, asked),
    place,
    isBytes,
    isTooBig: place === undefined && budget.isSpent,
    believable: canonicalOf(asked.quantity, asked.unit)?.hard ?? null,
  };
}

/** Of two readings of one sensor and moment history keeps the later. */
function measureOf(readings: readonly Reading[], asked: Asked): Measure | undefined {
  return readings
    .filter(({ sensorId, measuredAt: at }) => sensorId === asked.sensorId && at === asked.at)
    .flatMap(({ measures }) => {
      return measures.find((measure) => isAsked(measure, asked)) ?? [];
    })
    .at(-1);
}

function isAsked({ quantity, channel, unit }: Measure, asked: Asked): boolean {
  return quantity === asked.quantity && channel === asked.channel && unit === asked.unit;
}

interface Found extends Partial<Sent> {
  readonly place: Place | undefined;
  readonly isBytes: boolean;
  readonly traced?: Traced;
}

function isSent(found: Found): found is Found & Sent {
  return found.written !== undefined;
}

async function trace(
  { payload }: RawRecord,
  tries: Tries<Uint8Array>,
  asked: Asked,
  words: readonly string[] = [],
): Promise<Found> {
  const opened = openPayload(payload);
  const text = opened.text();
  if ('refusal' in text)
    return { place: await traceBytes(payload, tries), isBytes: text.refusal.code === 'NOT_UTF8' };
  const traced = await traceText(
    { text: text.value, isJson: !('refusal' in opened.json()), words },
    { ...tries, read: (other) => tries.read(Buffer.from(other, 'utf8')) },
    (samples) => sentUnitOf(samples, asked) !== undefined,
  );
  if (traced === undefined) return { place: undefined, isBytes: false };
  const written = text.value.slice(traced.start, traced.end);
  return { place: traced, isBytes: false, traced, written, sent: written };
}
