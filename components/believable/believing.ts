import { typedNumber } from '@/components/format/typed-number';
import {
  type BelievableSeries,
  type Range,
  type RangeJudgement,
  type RangeWish,
  usualRange,
} from '@/contracts/believable';
import type { Outcome } from '@/contracts/registry';

/** What whoever may say what can be believed is handed. */
export interface Believing {
  readonly series: readonly BelievableSeries[];
  readonly actions: RangeActions;
}

export interface RangeActions {
  readonly set: (wish: RangeWish) => Promise<Outcome<{ readonly replay: number | null }>>;
  readonly judge: (
    judged: Pick<BelievableSeries, 'quantity' | 'channel' | 'unit'> & { readonly range: Range },
  ) => Promise<RangeJudgement>;
}

/** What can be believed of one series. Of one that began after the page was made, nobody has said anything yet. */
export function believableOf(
  known: readonly BelievableSeries[],
  { quantity, channel, unit }: Pick<BelievableSeries, 'quantity' | 'channel' | 'unit'>,
  profile: string | null,
): BelievableSeries {
  const found = known.find(
    (one) => one.quantity === quantity && one.channel === channel && one.unit === unit,
  );
  return found ?? { quantity, channel, unit, usual: usualRange(quantity, unit, profile), own: null };
}

/** The range as it holds: a person's word, else what is usual. */
export function rangeOf({ own, usual }: BelievableSeries): Range {
  return own ?? usual;
}

/** The range that holds these values too. */
export function widened([min, max]: Range, values: readonly number[]): Range {
  return [Math.min(min, ...values), Math.max(max, ...values)];
}

/** The range that two fields say; undefined while they say none. An empty field leaves its side as it is. */
export function typedRange(min: string, max: string, [least, most]: Range): Range | undefined {
  const typed = [numberIn(min, least), numberIn(max, most)] as const;
  return typed[0] < typed[1] ? typed : undefined;
}

function numberIn(text: string, otherwise: number): number {
  return text.trim() === '' ? otherwise : (typedNumber(text) ?? Number.NaN);
}

/** As it stands in a field: what knows no limit is empty. */
export function typedLimit(limit: number): string {
  return Math.abs(limit) >= NO_LIMIT ? '' : String(limit);
}

const NO_LIMIT = 1e15;
