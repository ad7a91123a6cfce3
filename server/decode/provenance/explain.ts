import type { Mapping } from '@/contracts/mapping';
import type { Formula } from '@/contracts/provenance';
import type { Measure, Reading } from '@/contracts/reading';
import { canonicalOf } from '@/contracts/units';
import type { CompiledMapping } from '../compiled-mapping';
import { decodeMessage } from '../decode-message';
import { decodeRecord, type RawMessage } from '../decode-record';
import { compileMapping } from '../mapping';
import type { Memory } from '../memory';
import { openPayload } from '../payload';
import { formulaOf, sentUnitOf } from './formula';
import type { Place } from './json-places';
import { sentAt } from './mapped-place';
import { type MappedRule, mappedFormula, rangeOf, type Sent, wordsIn } from './mapped-value';
import { type Traced, traceBytes, traceText } from './trace';

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
  readonly believable: readonly [least: number, most: number] | null;
}

/**
 * Decodes a record again, by what was known when it was received, and tells how it came to that value; undefined when it comes
 * to no such value. Pure, and nothing is remembered.
 */
export function explain(
  record: RawRecord,
  memory: Memory,
  zone: string | undefined,
  asked: Asked,
): Explained | undefined {
  return (
    mappedValue(record, memory.inForce(record.header.topic, record.atMs), zone, asked) ??
    familyValue(record, { ...memory, remember: () => undefined }, zone, asked)
  );
}

/** The first rule of the first mapping that gives the value: of the same measure twice the first counts. */
function mappedValue(
  record: RawRecord,
  mappings: readonly CompiledMapping[],
  zone: string | undefined,
  asked: Asked,
): Explained | undefined {
  for (const mapping of mappings) {
    for (const { alone, rule } of rulesOf(mapping, asked.quantity)) {
      const measureIn = (payload: Uint8Array) => {
        const decoded = decodeRecord({ ...record, payload }, [alone], zone);
        return decoded.outcome === 'readings' ? measureOf(decoded.readings, asked) : undefined;
      };
      const measure = measureIn(record.payload);
      if (measure === undefined) continue;
      const of: MappedRule = { mapping: mapping.definition, rule };
      const found = sentAt(openPayload(record.payload), of) ?? trace(record, measureIn, asked, wordsIn(of));
      return {
        measure,
        reader: { kind: 'mapping', id: mapping.mappingId, version: mapping.version },
        formula: isSent(found) ? mappedFormula(of, found, measure.value) : null,
        place: found.place,
        isBytes: found.isBytes,
        believable: rangeOf(rule),
      };
    }
  }
  return undefined;
}

/** A mapping with each of its rules for a quantity alone. */
function rulesOf(
  mapping: CompiledMapping,
  quantity: string,
): readonly { readonly alone: CompiledMapping; readonly rule: MappedRule['rule'] }[] {
  const { definition } = mapping;
  if (!('readings' in definition)) return [];
  const rules = definition.readings.filter((rule) => rule.quantity === quantity);
  return rules.map((rule) => ({
    rule,
    alone: compileMapping(mapping, { ...definition, readings: [rule] } as Mapping),
  }));
}

function familyValue(
  record: RawRecord,
  memory: Memory,
  zone: string | undefined,
  asked: Asked,
): Explained | undefined {
  const readingsOf = (payload: Uint8Array) => decodeMessage({ ...record, payload }, memory, zone).readings;
  const measureIn = (payload: Uint8Array) => measureOf(readingsOf(payload), asked);
  const measure = measureIn(record.payload);
  const by = readingsOf(record.payload).find(({ sensorId }) => sensorId === asked.sensorId)?.by;
  if (measure === undefined || by === undefined || !('codec' in by)) return undefined;
  const { place, isBytes, traced } = trace(record, measureIn, asked);
  return {
    measure,
    reader: { kind: 'family', name: by.codec, version: by.version },
    formula: traced === undefined ? null : formulaOf(traced.samples, asked),
    place,
    isBytes,
    believable: canonicalOf(asked.quantity, asked.unit)?.hard ?? null,
  };
}

/** Of two readings of one sensor and moment history keeps the later. */
function measureOf(
  readings: readonly Reading[],
  { sensorId, quantity, channel, unit, at }: Asked,
): Measure | undefined {
  return readings
    .filter((reading) => reading.sensorId === sensorId && reading.measuredAt === at)
    .flatMap(({ measures }) => {
      const of = measures.filter((measure) => measure.quantity === quantity && measure.channel === channel);
      return of.find((measure) => measure.unit === unit) ?? [];
    })
    .at(-1);
}

interface Found extends Partial<Sent> {
  readonly place: Place | undefined;
  readonly isBytes: boolean;
  readonly traced?: Traced;
}

function isSent(found: Found): found is Found & Sent {
  return found.written !== undefined;
}

function trace(
  { payload }: RawRecord,
  measureIn: (payload: Uint8Array) => Measure | undefined,
  asked: Asked,
  words: readonly string[] = [],
): Found {
  const opened = openPayload(payload);
  const text = opened.text();
  if ('refusal' in text)
    return { place: traceBytes(payload, (bytes) => measureIn(bytes)?.value), isBytes: true };
  const traced = traceText(
    { text: text.value, isJson: !('refusal' in opened.json()), words },
    (other) => measureIn(Buffer.from(other, 'utf8'))?.value,
    (samples) => sentUnitOf(samples, asked) !== undefined,
  );
  if (traced === undefined) return { place: undefined, isBytes: false };
  const written = text.value.slice(traced.start, traced.end);
  return { place: traced, isBytes: false, traced, written, sent: written };
}
