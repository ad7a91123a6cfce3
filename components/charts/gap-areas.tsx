'use client';

import { useId } from 'react';
import { durationText } from '@/components/format/duration';
import { AXIS_TEXT, MARGIN, type Plot, TIME_AXIS_PX } from './chart-style';
import type { SpanView } from './span-view';

const NARROW_PX = 440;
const LEAST_LABELLED_PX = { wide: 14, narrow: 80 } as const;
/** More labels than these would meet each other. */
const MOST_LABELS = 3;
const LABEL_DOWN_PX = 14;
const LABEL = {
  ...AXIS_TEXT,
  textAnchor: 'middle',
  paintOrder: 'stroke',
  stroke: 'var(--color-surface)',
  strokeWidth: 4,
} as const;

/** Where nothing was measured: hatched, with its length where there is room. */
export function GapAreas({ view, plot, height }: { view: SpanView; plot: Plot; height: number }) {
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
      {view.gaps.map((gap) => {
        const left = plot.left + Math.max(0, gap[0] - view.from) * pxPerMs;
        const width = Math.max(0, (Math.min(gap[1], view.to) - Math.max(gap[0], view.from)) * pxPerMs);
        return (
          <g key={gap[0]}>
            <rect
              x={left}
              y={MARGIN.top}
              width={width}
              height={height - MARGIN.top - MARGIN.bottom - TIME_AXIS_PX}
              fill={`url(#${hatch})`}
            />
            {hasLabels && labelled.includes(gap) && (
              <text {...LABEL} x={left + width / 2} y={MARGIN.top + LABEL_DOWN_PX}>
                no data {durationText(gap[1] - gap[0])}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}
