import { convert, isIdentity } from '@/contracts/conversion';
import type { Formula, FormulaStep } from '@/contracts/provenance';
import { acceptedUnits, canonicalOf } from '@/contracts/units';
import type { Sample } from './trace';

const CLOSE = 1e-9;
const DIGITS = 12;

interface Numbers {
  readonly raw: number;
  readonly value: number;
}

/** The unit that explains all samples, the canonical one first; undefined where none does. */
export function sentUnitOf(
  samples: readonly Sample[],
  { quantity, unit }: { readonly quantity: string; readonly unit: string },
): Pick<Formula, 'sentUnit' | 'steps'> | undefined {
  const numbers = numbersOf(samples);
  if (numbers === undefined) return undefined;
  for (const sentUnit of new Set([unit, ...acceptedUnits(quantity)])) {
    const canonical = canonicalOf(quantity, sentUnit);
    if (canonical === undefined || canonical.unit !== unit) continue;
    const { conversion } = canonical;
    if (numbers.every(({ raw, value }) => isClose(convert(raw, conversion), value)))
      return { sentUnit, steps: isIdentity(conversion) ? [] : [{ kind: 'unit', conversion }] };
  }
  return undefined;
}

/** How the value came of what was sent, told from what would have come of something else. */
export function formulaOf(
  samples: readonly Sample[],
  series: { readonly quantity: string; readonly unit: string },
): Formula | null {
  const [sent] = samples;
  if (sent === undefined) return null;
  const { written: raw, value } = sent;
  const byUnit = sentUnitOf(samples, series);
  if (byUnit !== undefined) return { raw, value, ...byUnit };
  const numbers = numbersOf(samples);
  if (numbers === undefined)
    return { raw, value, sentUnit: '', steps: [{ kind: 'stands for', number: value }] };
  // Something else there would have been left out: the strongest of several signals is the one that counts.
  if (numbers[0]?.raw === value) return { raw, value, sentUnit: series.unit, steps: [] };
  return { raw, value, sentUnit: '', steps: lineThrough(numbers) };
}

/** Value = raw × scale + offset; null where it is no such line. */
function lineThrough(numbers: readonly Numbers[]): readonly FormulaStep[] | null {
  const [first, second, third] = numbers;
  if (first === undefined || second === undefined || third === undefined) return null;
  const times = cut((second.value - first.value) / (second.raw - first.raw));
  const plus = cut(first.value - first.raw * times);
  if (!numbers.every(({ raw, value }) => isClose(raw * times + plus, value))) return null;
  return [
    ...(times === 1 ? [] : [{ kind: 'scale', times } as const]),
    ...(plus === 0 ? [] : [{ kind: 'offset', plus } as const]),
  ];
}

/** Undefined where a word stands in the message. */
function numbersOf(samples: readonly Sample[]): readonly Numbers[] | undefined {
  const numbers = samples.map(({ written, value }) => ({ raw: Number(written.replace(',', '.')), value }));
  return numbers.every(({ raw }) => Number.isFinite(raw)) ? numbers : undefined;
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= CLOSE * Math.max(1, Math.abs(other));
}

/** Without the noise of the arithmetic. */
function cut(value: number): number {
  return Number(value.toPrecision(DIGITS)) + 0;
}
