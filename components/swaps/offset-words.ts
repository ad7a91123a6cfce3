import type { Format } from '@/components/format/format';
import { typedNumber } from '@/components/format/typed-number';
import { offsetOf, type SwappedCounter } from '@/contracts/swap';

type Words = Pick<Format, 'label' | 'number'>;

export function counterName({ quantity, channel }: SwappedCounter, format: Words): string {
  return channel === null ? format.label(quantity) : `${format.label(quantity)}, ${channel}`;
}

/** Why a counter is offset by so much. */
export function offsetWords(counter: SwappedCounter, format: Words): string {
  const { ended, begins, unit } = counter;
  const offset = offsetOf(counter);
  const sign = offset < 0 ? '−' : '+';
  return `The old meter ended at ${amount(ended, unit, format)}, the new one begins at ${amount(begins, unit, format)}: ${sign} ${amount(Math.abs(offset), unit, format)}. 0 leaves it as it is sent.`;
}

/** What becomes of the counters where each goes on as it is proposed; empty where there are none. */
export function goesOnWords(counters: readonly SwappedCounter[], format: Words): string {
  return counters
    .map((counter) => {
      const { ended, begins, unit } = counter;
      return `${counterName(counter, format)} goes on from ${amount(ended, unit, format)}, while the new meter says ${amount(begins, unit, format)}.`;
    })
    .join(' ');
}

/** With as many decimals as it has, three at most. */
function amount(value: number, unit: string, format: Words): string {
  const decimals = Math.min(3, String(value).split('.')[1]?.length ?? 0);
  return `${format.number(value, decimals)} ${unit}`.trimEnd();
}

/** What a field says is added: nothing where it is empty; not a number where that is none. */
export function typedOffset(text: string): number {
  return text.trim() === '' ? 0 : (typedNumber(text) ?? Number.NaN);
}
