import { isIdentity } from '@/contracts/conversion';
import type { MappedValue, Mapping } from '@/contracts/mapping';
import type { Formula, FormulaStep } from '@/contracts/provenance';
import { canonicalOf } from '@/contracts/units';
import { measureRule, rawNumber } from '../measure-rule';

/** A rule of a mapping: what becomes one measure. */
export type Rule = MappedValue;

/** A mapping's own formula; null where what stands in the message doesn't come to the value by it. */
export function mappedFormula(
  written: string | undefined,
  { mapping, rule, value }: { readonly mapping: Mapping; readonly rule: Rule; readonly value: number },
): Formula | null {
  const sentUnit = rule.unit ?? '';
  const canonical = canonicalOf(rule.quantity, sentUnit);
  const raw = written === undefined ? undefined : numberIn(written, mapping, sentUnit);
  if (written === undefined || raw === undefined || canonical === undefined) return null;
  if (measureRule(rule, mapping.topic).measure(raw, mapping.topic.split('/'))?.value !== value) return null;
  const { scale = 1, offset = 0 } = rule;
  const steps: FormulaStep[] = [];
  if (scale !== 1) steps.push({ kind: 'scale', times: scale });
  if (offset !== 0) steps.push({ kind: 'offset', plus: offset });
  if (!isIdentity(canonical.conversion)) steps.push({ kind: 'unit', conversion: canonical.conversion });
  return { raw: written, sentUnit, steps, value };
}

function numberIn(written: string, mapping: Mapping, sentUnit: string): number | undefined {
  return rawNumber(
    written,
    'decimalSeparator' in mapping || 'allowUnitSuffix' in mapping ? mapping : {},
    sentUnit,
  );
}

/** Within which a rule's values are believed, in the canonical unit. */
export function rangeOf({ quantity, unit, min, max }: Rule): readonly [least: number, most: number] | null {
  const hard = canonicalOf(quantity, unit ?? '')?.hard;
  if (hard === undefined) return null;
  return [Math.max(hard[0], min ?? hard[0]), Math.min(hard[1], max ?? hard[1])];
}
