import { pointerTokens } from '@/contracts/json-pointer';
import {
  type AvailabilityMapping,
  type JsonMapping,
  type Mapping,
  type NumberMapping,
  OFFLINE,
  ONLINE,
} from '@/contracts/mapping';
import type { Availability } from '@/contracts/sensor';
import { valueAt } from '@/contracts/value-at';
import type { CompiledMapping, MessageToRead } from './compiled-mapping';
import { type Stamp, stampFrom } from './device-time';
import { influxReader } from './influx-mapping';
import { measureRule, rawNumber } from './measure-rule';
import { refuse } from './refusal';

export function compileMapping(
  { mappingId, version, sensorId }: Pick<CompiledMapping, 'mappingId' | 'version' | 'sensorId'>,
  definition: Mapping,
): CompiledMapping {
  const isAvailability = definition.format === 'availability';
  return { mappingId, version, sensorId, isAvailability, definition, read: readerOf(definition) };
}

function readerOf(definition: Mapping): CompiledMapping['read'] {
  switch (definition.format) {
    case 'number':
      return numberReader(definition);
    case 'json':
      return jsonReader(definition);
    case 'influx':
      return influxReader(definition);
    case 'availability':
      return availabilityReader(definition);
  }
}

function availabilityReader({
  online = ONLINE,
  offline = OFFLINE,
}: AvailabilityMapping): CompiledMapping['read'] {
  const words = new Map<string, Availability>([
    [online.toLowerCase(), 'online'],
    [offline.toLowerCase(), 'offline'],
  ]);
  return ({ payload }) => {
    const text = payload.text();
    if ('refusal' in text) return text;
    // An empty retained message takes the topic away: it says nothing of the sensor.
    if (text.value.trim() === '') return 'not mine';
    const availability = words.get(text.value.trim().toLowerCase());
    if (availability !== undefined) return { measures: [], stamp: undefined, availability };
    return { refusal: refuse('NO_VALUE', `${shown(text.value)} is neither "${online}" nor "${offline}"`) };
  };
}

function numberReader(definition: NumberMapping): CompiledMapping['read'] {
  const rules = definition.readings.map((value) => measureRule(value, definition.topic));
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
    rule: measureRule(value, definition.topic),
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
