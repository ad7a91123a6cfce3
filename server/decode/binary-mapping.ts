import type { BinaryMapping } from '@/contracts/mapping';
import { binaryReader } from './binary-field';
import { bytesIn, viewOf } from './bytes-in';
import type { CompiledMapping } from './compiled-mapping';
import { measureRule } from './measure-rule';
import { MAX_PAYLOAD_BYTES, type Payload, type Read } from './payload';
import { refuse } from './refusal';
import { ruleMeasures } from './rule-measures';
import { sentTime } from './sent-time';

/** Numbers at places of the payload's bytes. */
export function binaryMappingReader(definition: BinaryMapping): CompiledMapping['read'] {
  const { length, time } = definition;
  const holds = condition(definition.match);
  const timeAt = time === undefined ? () => undefined : binaryReader(time);
  const timeOf = sentTime(definition);
  const rules = definition.readings.map((value) => ({
    sentIn: binaryReader(value.binary),
    rule: measureRule(value, definition.topic),
  }));
  return (message) => {
    const bytes = bytesOf(message.payload, definition.encoding);
    if ('refusal' in bytes) return bytes;
    if (!holds(bytes.value) || (length !== undefined && bytes.value.byteLength !== length)) return 'not mine';
    const given = ruleMeasures(rules, ({ sentIn, rule }) =>
      rule.measure(sentIn(bytes.value), message.levels),
    );
    if (given.measures.length > 0) return { ...given, stamp: timeOf(timeAt(bytes.value), message) };
    return { refusal: refuse('NO_VALUE', `its ${bytes.value.byteLength} bytes end before every value`) };
  };
}

function bytesOf(payload: Payload, encoding: BinaryMapping['encoding']): Read<DataView> {
  const { length } = payload.bytes;
  if (length > MAX_PAYLOAD_BYTES)
    return { refusal: refuse('TOO_LARGE', `${length} bytes, at most ${MAX_PAYLOAD_BYTES} are read`) };
  if (encoding === undefined) return { value: viewOf(payload.bytes) };
  const text = payload.text();
  if ('refusal' in text) return text;
  const bytes = bytesIn(text.value, encoding);
  return bytes === undefined ? { refusal: refuse('NO_VALUE', `it is no ${encoding}`) } : { value: bytes };
}

function condition(match: BinaryMapping['match']): (bytes: DataView) => boolean {
  const wanted = Object.entries(match ?? {}).map(([place, value]) => ({ place: Number(place), value }));
  return (bytes) =>
    wanted.every(({ place, value }) => place < bytes.byteLength && bytes.getUint8(place) === value);
}
