'use client';

import { Pause as PauseIcon, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { Segments } from '@/components/ui/segments';
import { RANGES, type RangeId, rangeOf } from './ranges';
import type { Pause } from './use-pause';

/** The value now, how far back the chart reaches, and holding it still. On a phone the ranges stay in sight. */
export function RangeBar({
  rangeId,
  onRange,
  pause,
  value,
}: {
  rangeId: RangeId;
  onRange: (id: RangeId) => void;
  pause: Pause;
  value: ReactNode;
}) {
  const isChosen = rangeOf(rangeId).chosen !== undefined;
  return (
    // On a phone the two are the page's own parts: what sticks stays within its parent.
    <div className="contents desk:mb-3.5 desk:flex desk:items-center desk:gap-2.5">
      <div className="mt-1 mb-2 desk:m-0 desk:mr-auto">{value}</div>
      <div className="sticky top-[52px] z-8 mb-0.5 flex flex-wrap items-center gap-2.5 bg-page pt-0.5 pb-2.5 desk:static desk:m-0 desk:p-0">
        {isChosen && <Button onClick={() => onRange('24h')}>back to live</Button>}
        {pause.isPaused && !isChosen && <Button onClick={pause.toggle}>paused, back to live</Button>}
        <Segments
          label="Range"
          segments={RANGES}
          chosen={rangeId}
          onChoose={onRange}
          className="flex-1 desk:flex-none"
        />
        <IconButton label={pause.isPaused ? 'Go on' : 'Pause'} onClick={pause.toggle} disabled={isChosen}>
          {pause.isPaused ? <Play {...ICON} /> : <PauseIcon {...ICON} />}
        </IconButton>
      </div>
    </div>
  );
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
