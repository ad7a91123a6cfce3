'use client';

import { useId } from 'react';
import { ReferenceArea } from 'recharts';
import { durationText } from '@/components/format/duration';
import { AXIS_TEXT, type Plot } from './chart-style';
import type { SpanView } from './span-view';

const NARROW_PX = 440;
const LEAST_LABELLED_PX = { wide: 14, narrow: 80 } as const;
/** More labels than these would meet each other. */
const MOST_LABELS = 3;
const LABEL = {
  ...AXIS_TEXT,
  position: 'insideTop',
  paintOrder: 'stroke',
  stroke: 'var(--color-surface)',
  strokeWidth: 4,
} as const;

/** Where nothing was measured: hatched, with its length where there is room. */
export function GapAreas({ view, plot }: { view: SpanView; plot: Plot }) {
  const hatch = useId();
  const pxPerMs = plot.width / (view.to - view.from);
  const least = plot.width < NARROW_PX ? LEAST_LABELLED_PX.narrow : LEAST_LABELLED_PX.wide;
  const labelled = view.gaps.filter(([from, to]) => (to - from) * pxPerMs > least);
  const hasLabels = labelled.length <= MOST_LABELS;
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" x2="0" y1="0" y2="6" stroke="var(--color-line-2)" strokeWidth="1.4" />
        </pattern>
      </defs>
      {view.gaps.map((gap) => (
        <ReferenceArea
          key={gap[0]}
          x1={gap[0]}
          x2={gap[1]}
          fill={`url(#${hatch})`}
          fillOpacity={1}
          strokeOpacity={0}
          ifOverflow="hidden"
          {...(hasLabels &&
            labelled.includes(gap) && {
              label: { ...LABEL, value: `no data ${durationText(gap[1] - gap[0])}` },
            })}
        />
      ))}
    </>
  );
}
