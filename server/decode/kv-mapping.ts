import type { KvMapping } from '@/contracts/mapping';
import type { CompiledMapping } from './compiled-mapping';
import { fieldMatch } from './field-match';
import { measureRule } from './measure-rule';
import { refuse } from './refusal';
import { ruleMeasures } from './rule-measures';
import { sentTime } from './sent-time';

const MOST_PAIRS = 1_000;

/** Pairs of key and value, such as `T=18.4 H=62`. A key that comes twice counts as it comes last. */
export function kvReader(definition: KvMapping): CompiledMapping['read'] {
  const { timePath } = definition;
  const holds = fieldMatch(definition.match);
  const timeOf = sentTime(definition);
  const rules = definition.readings.map((value) => ({
    path: value.path,
    channelFrom: value.channelFromPath,
    rule: measureRule(value, definition.topic, definition),
  }));
  return (message) => {
    const text = message.payload.text();
    if ('refusal' in text) return text;
    const pairs = pairsIn(text.value, definition);
    const textAt = (key: string | undefined) => (key === undefined ? undefined : pairs.get(key));
    if (!holds(textAt)) return 'not mine';
    const given = ruleMeasures(rules, ({ path, channelFrom, rule }) =>
      rule.measure(textAt(path), message.levels, textAt(channelFrom)),
    );
    if (given.measures.length > 0) return { ...given, stamp: timeOf(textAt(timePath), message) };
    return { refusal: refuse('NO_VALUE', 'no number at any of its keys') };
  };
}

function pairsIn(
  text: string,
  { pairSeparator, keySeparator = '=' }: KvMapping,
): ReadonlyMap<string, string> {
  const isSpace = pairSeparator === undefined || pairSeparator.trim() === '';
  const pairs = text.split(isSpace ? /\s+/ : pairSeparator, MOST_PAIRS);
  return new Map(
    pairs.flatMap((pair): [string, string][] => {
      const at = pair.indexOf(keySeparator);
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + keySeparator.length).trim()]];
    }),
  );
}
