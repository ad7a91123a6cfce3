import { type BoolMapping, OFF_WORDS, ON_WORDS } from '@/contracts/mapping';
import type { CompiledMapping } from './compiled-mapping';
import { measureRule, wordTable } from './measure-rule';
import { refuse } from './refusal';
import { ruleMeasures } from './rule-measures';
import { shown } from './shown';

/** A payload that is a word for 1 or for 0. */
export function boolReader(definition: BoolMapping): CompiledMapping['read'] {
  const rules = definition.readings.map((value) =>
    measureRule(value, definition.topic, {}, wordTable(...boolWords(value, definition))),
  );
  return ({ payload, levels }) => {
    const text = payload.text();
    if ('refusal' in text) return text;
    if (text.value.trim() === '') return { refusal: refuse('NO_VALUE', 'the payload is empty') };
    const given = ruleMeasures(rules, (rule) => rule.measure(text.value, levels));
    if (given.measures.length > 0) return { ...given, stamp: undefined };
    return { refusal: refuse('NO_VALUE', `${shown(text.value)} is none of the words for 1 and 0`) };
  };
}

/** Its words with what they mean, and whether their letters' case says nothing. */
export function boolWords(
  { onValues, offValues }: BoolMapping['readings'][number],
  { caseInsensitive = false }: BoolMapping,
): [words: ReadonlyMap<string, number>, isCaseless: boolean] {
  const usual = onValues === undefined && offValues === undefined;
  const [on, off] = usual ? [ON_WORDS, OFF_WORDS] : [onValues ?? [], offValues ?? []];
  const words = new Map([...off.map((word) => [word, 0] as const), ...on.map((word) => [word, 1] as const)]);
  return [words, usual || caseInsensitive];
}
