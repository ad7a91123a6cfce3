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

/** Where the value of a key stands in a text, with the spaces around it; undefined where the key doesn't stand there. */
export function pairPlace(
  text: string,
  definition: KvMapping,
  key: string,
): { readonly start: number; readonly end: number } | undefined {
  const { keySeparator = '=' } = definition;
  let place: { start: number; end: number } | undefined;
  let end = 0;
  for (const [count, pair] of pairTexts(text, definition).entries()) {
    const from =
      count === 0 ? 0 : end + (isBySpaces(definition) ? 1 : (definition.pairSeparator?.length ?? 0));
    // Between two pairs may stand any number of spaces, and a pair begins with none.
    const start = text.indexOf(pair, from);
    end = start + pair.length;
    const at = pair.indexOf(keySeparator);
    if (at >= 0 && pair.slice(0, at).trim() === key) place = { start: start + at + keySeparator.length, end };
  }
  return place;
}

/** Any white space, any number of it; a line end or a tab alone keeps what else is in a pair. */
function isBySpaces({ pairSeparator }: KvMapping): boolean {
  return pairSeparator === undefined || /^ +$/.test(pairSeparator);
}

function pairTexts(text: string, definition: KvMapping): readonly string[] {
  return text.split(isBySpaces(definition) ? /\s+/ : (definition.pairSeparator ?? ' '), MOST_PAIRS);
}

function pairsIn(text: string, definition: KvMapping): ReadonlyMap<string, string> {
  const { keySeparator = '=' } = definition;
  return new Map(
    pairTexts(text, definition).flatMap((pair): [string, string][] => {
      const at = pair.indexOf(keySeparator);
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + keySeparator.length).trim()]];
    }),
  );
}
