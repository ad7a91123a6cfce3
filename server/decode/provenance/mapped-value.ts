import { isIdentity } from '@/contracts/conversion';
import type { MappedValue, Mapping } from '@/contracts/mapping';
import type { Formula, FormulaStep } from '@/contracts/provenance';
import { canonicalOf } from '@/contracts/units';
import { boolWords } from '../bool-mapping';
import { measureRule, rawNumber, wordTable } from '../measure-rule';
import type { NumberRules } from '../number-text';

/** A mapping, and the rule of it that becomes one measure. */
export interface MappedRule {
  readonly mapping: Mapping;
  readonly rule: MappedValue;
}

/** What stands in a message, as it is written there and as its mapping reads it. */
export interface Sent {
  readonly written: string;
  readonly sent: unknown;
}

/** A mapping's own formula; null where what stands in the message doesn't come to the value by it. */
export function mappedFormula(of: MappedRule, { written, sent }: Sent, value: number): Formula | null {
  const { mapping, rule } = of;
  const sentUnit = rule.unit ?? '';
  const canonical = canonicalOf(rule.quantity, sentUnit);
  const words = tableOf(of);
  const raw =
    words === undefined ? rawNumber(sent, numberRulesOf(mapping), sentUnit) : wordTable(...words)(sent);
  if (raw === undefined || canonical === undefined) return null;
  if (measureRule(rule, mapping.topic, {}, () => raw).measure(sent, [])?.value !== value) return null;
  const { scale = 1, offset = 0 } = rule;
  const steps: FormulaStep[] = [];
  if (words !== undefined) steps.push({ kind: 'stands for', number: raw });
  if (scale !== 1) steps.push({ kind: 'scale', times: scale });
  if (offset !== 0) steps.push({ kind: 'offset', plus: offset });
  if (!isIdentity(canonical.conversion)) steps.push({ kind: 'unit', conversion: canonical.conversion });
  return { raw: written, sentUnit, steps, value };
}

function numberRulesOf(mapping: Mapping): NumberRules {
  return 'decimalSeparator' in mapping || 'allowUnitSuffix' in mapping ? mapping : {};
}

/** The words that a rule knows; none where it reads numbers. */
export function wordsIn(of: MappedRule): readonly string[] {
  return [...(tableOf(of)?.[0].keys() ?? [])];
}

function tableOf({ mapping, rule }: MappedRule): Parameters<typeof wordTable> | undefined {
  if (mapping.format === 'bool') return boolWords(rule, mapping);
  if (!('values' in rule) || rule.values === undefined) return undefined;
  const isCaseless = 'caseInsensitive' in mapping && mapping.caseInsensitive === true;
  return [new Map(Object.entries(rule.values)), isCaseless];
}

/** Within which a rule's values are believed, in the canonical unit. */
export function rangeOf({
  quantity,
  unit,
  min,
  max,
}: MappedValue): readonly [least: number, most: number] | null {
  const hard = canonicalOf(quantity, unit ?? '')?.hard;
  if (hard === undefined) return null;
  return [Math.max(hard[0], min ?? hard[0]), Math.min(hard[1], max ?? hard[1])];
}
