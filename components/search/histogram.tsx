'use client';

import { useFormat } from '@/components/format/format-provider';
import type { FoundDocuments } from '@/contracts/search';

const HEIGHT_PX = 84;

/** How many readings lie where in time; a bar that is pressed becomes the span. */
export function Histogram({
  histogram,
  stepMs,
  onSpan,
}: {
  histogram: FoundDocuments['histogram'];
  stepMs: number;
  onSpan: (range: string) => void;
}) {
  const format = useFormat();
  const [first] = histogram;
  const last = histogram.at(-1);
  if (first === undefined || last === undefined) return null;
  const most = Math.max(1, ...histogram.map(({ count }) => count));
  const moment = (at: number) => `${format.time(at, 'day')} ${format.time(at, 'minute')}`;
  return (
    <>
      <ol className="flex items-end gap-px" style={{ height: HEIGHT_PX }} aria-label="Readings over time">
        {histogram.map(({ at, count }) => (
          <li key={at} className="flex h-full min-w-0 flex-1 items-end">
            {count === 0 ? (
              <span className="h-px w-full bg-line" />
            ) : (
              <button
                type="button"
                title={`${moment(at)}: ${format.number(count, 0)}`}
                aria-label={`${moment(at)}: ${format.number(count, 0)} readings; look at it alone`}
                onClick={() => onSpan(`${at}-${at + Math.max(stepMs, SHORTEST_MS)}`)}
                className="flex h-full w-full items-end hover:bg-hover"
              >
                <span
                  className="own-colour w-full rounded-t-[2px] bg-(--series-grid)"
                  style={{ height: Math.max(2, (count / most) * HEIGHT_PX) }}
                />
              </button>
            )}
          </li>
        ))}
      </ol>
      <p className="mt-1 flex justify-between text-[11.5px] text-ink-3">
        <span>{moment(first.at)}</span>
        <span>{moment(last.at + stepMs)}</span>
      </p>
    </>
  );
}

/** A chosen span is never shorter. */
const SHORTEST_MS = 10_000;
