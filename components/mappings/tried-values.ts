import type { Format } from '@/components/format/format';
import type { MappingFormat } from '@/contracts/mapping';
import type { MappingSample, TriedMessage, TriedReading } from '@/contracts/mapping-preview';
import { quantityOf } from '@/contracts/quantities';

/** What comes of a reading now, and what came of the same before. */
export interface ReadingOutcome {
  readonly now: TriedReading | undefined;
  readonly was: Extract<TriedReading, { value: number }> | undefined;
}

/** Of the reading at a place of the draft. */
export function outcomeAt(sample: MappingSample | undefined, place: number): ReadingOutcome {
  const now = readingsOf(sample?.now)[place];
  if (now === undefined || 'problem' in now) return { now, was: undefined };
  const was = readingsOf(sample?.was).find(
    (reading) => 'value' in reading && reading.quantity === now.quantity && reading.channel === now.channel,
  );
  return { now, was: was !== undefined && 'value' in was ? was : undefined };
}

function readingsOf(tried: MappingSample['now'] | undefined): readonly TriedReading[] {
  return tried == null || 'issue' in tried ? [] : tried.readings;
}

/** A hint at a wrong unit or scale: the value can be, but hardly at home. */
export function unusualWords({ now }: ReadingOutcome, format: Format): string | undefined {
  if (now === undefined || 'problem' in now) return undefined;
  if (now.isImplausible) return 'Can’t be believed: it is marked.';
  const fact = quantityOf(now.quantity);
  if (fact?.usual == null || fact.unit !== now.unit) return undefined;
  const [least, most] = fact.usual;
  if (now.value >= least && now.value <= most) return undefined;
  return `Unusual at home, where it is ${format.between(least, most, now.quantity)}: is the unit right?`;
}

/** Why nothing comes of a message as a whole, in words. */
export function issueWords(
  { issue, detail }: Extract<TriedMessage, { issue: string }>,
  format: MappingFormat,
): string {
  // What says which texts are meant is the pattern itself.
  if (issue === 'NOT_MINE' && format === 'regex') return 'the pattern finds nothing in it.';
  return ISSUES[issue] ?? detail;
}

const ISSUES: Readonly<Record<string, string>> = {
  BAD_JSON: 'it is no JSON.',
  BAD_NUMBER: 'it is no number.',
  NO_VALUE: 'no value stands where the mapping looks.',
  NOT_MINE: 'its condition does not hold.',
  NOT_UTF8: 'it is no text.',
  TOO_LARGE: 'it is too large.',
  TOO_DEEP: 'its JSON nests too deep.',
};
