'use client';

import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import type { RangeJudgement } from '@/contracts/believable';

/** What happens to what is stored: said before it is done. */
export function PastChoice({
  judgement,
  isPast,
  onPast,
}: {
  judgement: RangeJudgement;
  isPast: boolean;
  onPast: (isPast: boolean) => void;
}) {
  const format = useFormat();
  if (judgement.since === null)
    return (
      <p className="text-[12px] text-ink-2">It holds from now on. Nothing that is stored would be another.</p>
    );
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-2.5 text-[13px] desk:min-h-0">
      <input
        type="checkbox"
        checked={isPast}
        onChange={({ target }) => onPast(target.checked)}
        className="mt-0.5 size-4 accent-ink"
      />
      <span>
        For the past, too
        <span className="block text-[12px] text-ink-2">
          {pastInWords(judgement, format)} since {format.time(judgement.since, 'date')}: what was sent is read
          again, and lines, means and sums follow. Unchecked, it holds from now on alone.
        </span>
      </span>
    </label>
  );
}

function pastInWords({ released, marked }: RangeJudgement, format: Pick<Format, 'number'>): string {
  const values = (count: number) => `${format.number(count, 0)} ${count === 1 ? 'value' : 'values'}`;
  const parts = [
    ...(released > 0
      ? [`${values(released)} marked ✕ ${released === 1 ? 'becomes a reading' : 'become readings'}`]
      : []),
    ...(marked > 0 ? [`${values(marked)} outside ${marked === 1 ? 'is' : 'are'} marked ✕`] : []),
  ];
  return parts.join(', ');
}
