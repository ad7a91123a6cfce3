import type { NumberMapping } from '@/contracts/mapping';
import type { CompiledMapping } from './compiled-mapping';
import { measureRule } from './measure-rule';
import { refuse } from './refusal';
import { ruleMeasures } from './rule-measures';
import { shown } from './shown';

/** A payload that is a number, or a word of a table, and nothing else. */
export function numberReader(definition: NumberMapping): CompiledMapping['read'] {
  const rules = definition.readings.map((value) => measureRule(value, definition.topic, definition));
  return ({ payload, levels }) => {
    const text = payload.text();
    if ('refusal' in text) return text;
    if (text.value === '') return { refusal: refuse('NO_VALUE', 'the payload is empty') };
    const given = ruleMeasures(rules, (rule) => rule.measure(text.value, levels));
    if (given.measures.length > 0) return { ...given, stamp: undefined };
    return { refusal: refuse('BAD_NUMBER', `${shown(text.value)} is no number`) };
  };
}
