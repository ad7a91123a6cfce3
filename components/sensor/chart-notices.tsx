'use client';

import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { RANGES, type RangeId } from './ranges';

/** Nothing in this range: what is true, and the way to what there is. */
export function EmptyRange({
  latestAt,
  now,
  onRange,
}: {
  latestAt: number | undefined;
  now: number;
  onRange: (id: RangeId) => void;
}) {
  const format = useFormat();
  const reaching = latestAt === undefined ? undefined : RANGES.find(({ ms }) => now - latestAt < ms);
  return (
    <div className="absolute inset-0 grid place-content-center justify-items-center gap-1.5 text-center">
      <h2>No history for this range</h2>
      {latestAt !== undefined && (
        <p className="text-[12px] text-ink-2">The newest reading is of {format.moment(latestAt, now)}.</p>
      )}
      {reaching !== undefined && (
        <Button className="mt-2" onClick={() => onRange(reaching.id)}>
          Show {reaching.title.toLowerCase()}
        </Button>
      )}
    </div>
  );
}

/** The span could not be fetched: what is shown is the one before. */
export function SpanFailure({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="mx-4 mt-3 flex items-center gap-3 rounded-lg bg-warn-wash px-3 py-2 text-warn-text"
    >
      <span className="flex-1">{reason} What you see is what was fetched before.</span>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
