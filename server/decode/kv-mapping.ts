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
  const { timePath, keySeparator = '=' } = definition;
  const between = separatorOf(definition);
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
    const pairs = pairsIn(text.value, between, keySeparator);
    const textAt = (key: string | undefined) => (key === undefined ? undefined : pairs.get(key));
    if (!holds(textAt)) return 'not mine';
    const given = ruleMeasures(rules, ({ path, channelFrom, rule }) =>
      rule.measure(textAt(path), message.levels, textAt(channelFrom)),
    );
    if (given.measures.length > 0) return { ...given, stamp: timeOf(textAt(timePath), message) };
    return { refusal: refuse('NO_VALUE', 'no number at any of its keys') };
  };
}

/** Where the value of a key stands in a text, with the spaces around it; undefined where the key doesn't stand there. */
export function pairPlace(
  text: string,
  definition: KvMapping,
  key: string,
): { readonly start: number; readonly end: number } | undefined {
  const { keySeparator = '=' } = definition;
  const between = separatorOf(definition);
  let place: { start: number; end: number } | undefined;
  let end = 0;
  for (const [count, pair] of text.split(between, MOST_PAIRS).entries()) {
    const from = count === 0 ? 0 : end + (typeof between === 'string' ? between.length : 1);
    // Between two pairs may stand any number of spaces, and a pair begins with none.
    const start = text.indexOf(pair, from);
    end = start + pair.length;
    const at = pair.indexOf(keySeparator);
    if (at >= 0 && pair.slice(0, at).trim() === key) place = { start: start + at + keySeparator.length, end };
  }
  return place;
}

/** Spaces stand for any white space, any number of it; a line end or a tab alone keeps what else is in a pair. */
function separatorOf({ pairSeparator }: KvMapping): string | RegExp {
  return pairSeparator === undefined || /^ +$/.test(pairSeparator) ? /\s+/ : pairSeparator;
}

function pairsIn(text: string, between: string | RegExp, keySeparator: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(between, MOST_PAIRS).flatMap((pair): [string, string][] => {
      const at = pair.indexOf(keySeparator);
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + keySeparator.length).trim()]];
    }),
  );
}
