import { pointerTokens } from '@/contracts/json-pointer';
import type { JsonMapping } from '@/contracts/mapping';
import { valueAt } from '@/contracts/value-at';
import { binaryReader } from './binary-field';
import { bytesIn } from './bytes-in';
import type { CompiledMapping } from './compiled-mapping';
import { measureRule } from './measure-rule';
import { refuse } from './refusal';
import { ruleMeasures } from './rule-measures';
import { sentTime } from './sent-time';

type At = (document: unknown) => unknown;

/** Values at pointers of a JSON document. */
export function jsonReader(definition: JsonMapping): CompiledMapping['read'] {
  const holds = condition(definition.match);
  const timeAt = at(definition.timePath);
  const timeOf = sentTime(definition);
  const rules = definition.readings.map((value) => ({
    sentAt: sentAt(value),
    channelAt: at(value.channelFromPath),
    rule: measureRule(value, definition.topic, definition),
  }));
  return (message) => {
    const document = message.payload.json();
    if ('refusal' in document) return document;
    if (!holds(document.value)) return 'not mine';
    const given = ruleMeasures(rules, ({ sentAt: value, channelAt, rule }) =>
      rule.measure(value(document.value), message.levels, channelAt(document.value)),
    );
    if (given.measures.length > 0) return { ...given, stamp: timeOf(timeAt(document.value), message) };
    return { refusal: refuse('NO_VALUE', 'no number at any of its pointers') };
  };
}

function at(path: string | undefined): At {
  if (path === undefined) return () => undefined;
  const tokens = pointerTokens(path);
  return (document) => valueAt(document, tokens);
}

/** What stands at its pointer or, where that is bytes as text, the number in them. */
function sentAt({ path, encoding, binary }: JsonMapping['readings'][number]): At {
  const value = at(path);
  if (encoding === undefined || binary === undefined) return value;
  const read = binaryReader(binary);
  return (document) => {
    const text = value(document);
    const bytes = typeof text === 'string' ? bytesIn(text, encoding) : undefined;
    return bytes && read(bytes);
  };
}

function condition(match: JsonMapping['match']): (document: unknown) => boolean {
  const wanted = Object.entries(match ?? {}).map(([path, value]) => ({ tokens: pointerTokens(path), value }));
  return (document) => wanted.every(({ tokens, value }) => valueAt(document, tokens) === value);
}
