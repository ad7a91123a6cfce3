import type { Measure } from '@/contracts/reading';

/** Measures, and of each the place of the mapping's reading that gave it. */
export interface RuleMeasures {
  readonly measures: readonly Measure[];
  readonly rules: readonly number[];
}

/** What each rule gives, in the rules' order; a rule that gives nothing is left out. */
export function ruleMeasures<Rule>(
  all: readonly Rule[],
  measureOf: (rule: Rule) => Measure | undefined,
): RuleMeasures {
  const measures: Measure[] = [];
  const rules: number[] = [];
  all.forEach((rule, place) => {
    const measure = measureOf(rule);
    if (measure === undefined) return;
    measures.push(measure);
    rules.push(place);
  });
  return { measures, rules };
}
