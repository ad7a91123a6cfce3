import { pointerTokens } from '@/contracts/json-pointer';
import type { JsonMapping, Mapping, NumberMapping } from '@/contracts/mapping';
import type { Measure } from '@/contracts/reading';
import { type Stamp, stampFrom } from './device-time';
import { measureRule, rawNumber } from './measure-rule';
import type { Payload } from './payload';
import { type Refusal, refuse } from './refusal';
import { valueAt } from './value-at';

/** What a mapping made of a message. */
export type Reading =
  | { readonly measures: readonly Measure[]; readonly stamp: Stamp | undefined }
  | { readonly refusal: Refusal }
  /** Its condition does not hold: the message is another mapping's, or nobody's. */
  | 'not mine';

export interface MessageToRead {
  readonly levels: readonly string[];
  readonly payload: Payload;
  readonly receivedMs: number;
  /** The home's zone, for stamps without an offset. */
  readonly zone: string | undefined;
}

/** A mapping's version, ready to read messages. Pure. */
export interface CompiledMapping {
  readonly mappingId: number;
  readonly version: number;
  readonly sensorId: string;
  read(message: MessageToRead): Reading;
}

export function compileMapping(
  identity: Omit<CompiledMapping, 'read'>,
  definition: Mapping,
): CompiledMapping {
  const read = definition.format === 'number' ? numberReader(definition) : jsonReader(definition);
  return { ...identity, read };
}

function numberReader(definition: NumberMapping): CompiledMapping['read'] {
  const rules = definition.readings.map(measureRule);
  return ({ payload, levels }) => {
    const text = payload.text();
    if ('refusal' in text) return text;
    if (text.value === '') return { refusal: refuse('NO_VALUE', 'the payload is empty') };
    const measures = rules.flatMap((rule) => {
      const raw = rawNumber(text.value, definition, rule.sentUnit);
      return raw === undefined ? [] : (rule.measure(raw, levels) ?? []);
    });
    if (measures.length > 0) return { measures, stamp: undefined };
    return { refusal: refuse('BAD_NUMBER', `${shown(text.value)} is no number`) };
  };
}

function jsonReader(definition: JsonMapping): CompiledMapping['read'] {
  const holds = condition(definition.match);
  const timeOf = timeReader(definition);
  const rules = definition.readings.map((value) => ({
    tokens: pointerTokens(value.path),
    rule: measureRule(value),
  }));
  return (message) => {
    const document = message.payload.json();
    if ('refusal' in document) return document;
    if (!holds(document.value)) return 'not mine';
    const measures = rules.flatMap(({ tokens, rule }) => {
      const raw = rawNumber(valueAt(document.value, tokens), definition, rule.sentUnit);
      return raw === undefined ? [] : (rule.measure(raw, message.levels) ?? []);
    });
    if (measures.length > 0) return { measures, stamp: timeOf(document.value, message) };
    return { refusal: refuse('NO_VALUE', 'no number at any of its pointers') };
  };
}

function condition(match: JsonMapping['match']): (document: unknown) => boolean {
  const wanted = Object.entries(match ?? {}).map(([path, value]) => ({ tokens: pointerTokens(path), value }));
  return (document) => wanted.every(({ tokens, value }) => valueAt(document, tokens) === value);
}

function timeReader({
  timePath,
  timeFormat = 'auto',
  timeZone,
}: JsonMapping): (document: unknown, message: MessageToRead) => Stamp | undefined {
  if (timePath === undefined) return () => undefined;
  const tokens = pointerTokens(timePath);
  return (document, { zone, receivedMs }) =>
    stampFrom(valueAt(document, tokens), { format: timeFormat, zone: timeZone ?? zone }, receivedMs);
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
