'use client';

import { useState } from 'react';
import { useWidth } from '@/components/charts/use-width';
import { useFormat } from '@/components/format/format-provider';
import { seriesColour } from '@/components/sensors/series-colour';
import type { RehearsalReport, RehearsedSeries } from '@/contracts/mapping-rehearsal';
import { type CurvePicture, curvePicture, curveSentence, seriesText } from './curve-picture';
import { SmallSelect } from './small-fields';

const HEIGHT = 160;

/** What the draft would have drawn, beside what holds today. */
export function RehearsalCurve({
  report: { series, moreSeries, from, to },
  versions: { next, today },
}: {
  report: RehearsalReport;
  versions: { readonly next: string; readonly today: string | undefined };
}) {
  const format = useFormat();
  const [chosen, setChosen] = useState(0);
  const [box, width] = useWidth<HTMLDivElement>();
  const shown = series[chosen] ?? series[0];
  return (
    <div className="min-w-0 border-t border-line p-4 desk:border-t-0 desk:border-l">
      <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-[12.5px] text-ink-2">
        {series.length > 1 && (
          <div className="w-52">
            <SmallSelect
              label="Curve of"
              value={String(series.indexOf(shown ?? (series[0] as RehearsedSeries)))}
              onChange={(place) => setChosen(Number(place))}
              options={series.map((each, place) => ({
                value: String(place),
                label: seriesText(each, format),
              }))}
            />
          </div>
        )}
        {shown !== undefined && <Legend series={shown} next={next} today={today} />}
        {moreSeries > 0 && <span>and {moreSeries} more series</span>}
      </div>
      <div ref={box} style={{ minHeight: HEIGHT }}>
        {shown === undefined && <p className="py-10 text-center text-ink-2">No value to draw.</p>}
        {shown !== undefined && width !== undefined && (
          <Curve
            picture={curvePicture(shown, { from, to }, { width, height: HEIGHT }, format)}
            sentence={curveSentence(shown, format)}
            colour={seriesColour(shown.quantity)}
          />
        )}
      </div>
    </div>
  );
}

function Legend({
  series,
  next,
  today,
}: {
  series: RehearsedSeries;
  next: string;
  today: string | undefined;
}) {
  return (
    <>
      <span className="inline-flex items-center gap-1.5">
        <i
          aria-hidden="true"
          className="size-2.5 rounded-[2px]"
          style={{ background: seriesColour(series.quantity) }}
        />
        with {next}
      </span>
      {today !== undefined && (
        <span className="inline-flex items-center gap-1.5">
          <i aria-hidden="true" className="w-3.5 border-t-2 border-dashed border-ink-3" />
          {today} today
        </span>
      )}
      {series.implausible.length > 0 && (
        <span>
          <b className="text-crit-text">✕</b> marked
        </span>
      )}
    </>
  );
}

function Curve({
  picture: { width, height, now, was, crosses, values, times, left },
  sentence,
  colour,
}: {
  picture: CurvePicture;
  sentence: string;
  colour: string;
}) {
  return (
    <svg role="img" aria-label={sentence} width={width} height={height} className="block text-[11px]">
      {values.map(({ y, text }) => (
        <g key={y}>
          <line x1={left} x2={width} y1={y} y2={y} stroke="var(--color-line)" />
          <text x={left - 6} y={y + 4} textAnchor="end" fill="var(--color-ink-3)">
            {text}
          </text>
        </g>
      ))}
      {times.map(({ x, text }) => (
        <text key={x} x={x} y={height - 4} textAnchor="middle" fill="var(--color-ink-3)">
          {text}
        </text>
      ))}
      <path d={was} fill="none" stroke="var(--color-ink-3)" strokeWidth={1.3} strokeDasharray="3 3" />
      <path d={now} fill="none" stroke={colour} strokeWidth={1.8} strokeLinecap="round" />
      {crosses.map(({ x, y }, place) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: marks have no other name
          key={place}
          d={`M${x - 3} ${y - 3}l6 6m0-6l-6 6`}
          stroke="var(--color-crit)"
          strokeWidth={1.8}
        />
      ))}
    </svg>
  );
}
