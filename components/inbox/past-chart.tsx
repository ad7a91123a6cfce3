'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { seriesColour } from '@/components/sensors/series-colour';
import type { PastPreview, PastSeries } from '@/contracts/inbox';
import { pastPicture } from './past-picture';
import { type PastAsked, usePast } from './use-past';

const WIDTH = 466;
const HEIGHT = 116;

/** The past that comes along with what is taught: one series of it. */
export function PastChart({
  asked,
  nameOf,
}: {
  asked: PastAsked | undefined;
  /** What the source of a series will be called. */
  nameOf: (source: string) => string;
}) {
  const format = useFormat();
  const { preview, failure } = usePast(asked);
  const [chosen, setChosen] = useState('');
  if (asked === undefined) return null;
  const series = [...(preview?.series ?? [])].sort((one, other) => rank(one) - rank(other));
  const shown = series.find((each) => idOf(each) === chosen) ?? series[0];
  return (
    <div className="grid gap-1.5" data-testid="past">
      <div className="flex flex-wrap items-baseline gap-2">
        {series.length > 1 ? (
          <select
            aria-label="Which past is shown"
            value={shown === undefined ? '' : idOf(shown)}
            onChange={({ target }) => setChosen(target.value)}
            className="h-11 max-w-full min-w-0 rounded-lg border border-control bg-surface px-2 font-semibold desk:h-8"
          >
            {series.map((each) => (
              <option key={idOf(each)} value={idOf(each)}>
                {wordsFor(each)}
              </option>
            ))}
          </select>
        ) : (
          <b>{shown === undefined ? 'Its past' : wordsFor(shown)}</b>
        )}
        <span className="ml-auto text-[12px] text-ink-3">its past comes along</span>
      </div>
      {shown !== undefined && <Picture series={shown} words={wordsFor(shown)} />}
      <p role="status" className="text-[12px] text-ink-2">
        {failure ?? pastWords(preview, (count) => format.number(count, 0))}
      </p>
    </div>
  );

  function wordsFor({ source, quantity, channel }: PastSeries): string {
    return `${nameOf(source)}, ${format.label(quantity)}${channel === null ? '' : ` ${channel}`}`;
  }
}

function Picture({ series, words }: { series: PastSeries; words: string }) {
  const format = useFormat();
  const { points, quantity, unit } = series;
  const picture = pastPicture(points, WIDTH, HEIGHT);
  const [first, last] = [points[0], points.at(-1)];
  if (picture === undefined || first === undefined || last === undefined) return null;
  const colour = seriesColour(quantity);
  const span = format.between(picture.lowest, picture.highest, quantity, unit);
  const moment = (at: number) => format.time(at, 'weekdayMinute');
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${words} from ${moment(first[0])} to ${moment(last[0])}: ${span}`}
        className="block h-auto w-full"
      >
        <path d={picture.area} fill={colour} fillOpacity={0.16} />
        <path d={picture.line} fill="none" stroke={colour} strokeWidth={1.6} strokeLinejoin="round" />
        <circle cx={picture.end.x} cy={picture.end.y} r={3} fill={colour} />
      </svg>
      <figcaption className="flex justify-between text-[11px] text-ink-3">
        <span>{moment(first[0])}</span>
        <span>{span}</span>
        <span>{moment(last[0])}</span>
      </figcaption>
    </figure>
  );
}

/** What tells most of a thing comes first. */
const TELLING = ['power', 'temperature', 'co2', 'humidity'];

function rank({ quantity }: PastSeries): number {
  const place = TELLING.indexOf(quantity);
  return place === -1 ? TELLING.length : place;
}

function idOf({ source, quantity, channel }: PastSeries): string {
  return JSON.stringify([source, quantity, channel]);
}

const REASONS: Readonly<Record<string, string>> = {
  BAD_JSON: 'are no JSON',
  BAD_NUMBER: 'are no number',
  NO_VALUE: 'hold no number there',
  UNCLAIMED: 'are of another shape',
  NOT_UTF8: 'are no text',
};

function pastWords(preview: PastPreview | undefined, whole: (count: number) => string): string {
  if (preview === undefined) return 'Looking at its past…';
  const { looked, isWhole, unreadable, isBeginGone } = preview;
  const read = isWhole
    ? `${whole(looked)} messages were read for this.`
    : `${whole(looked)} messages all over the time were read for this; teaching reads them all.`;
  const bad = unreadable.map(
    ({ code, count }) => ` ${whole(count)} ${REASONS[code] ?? `can’t be read (${code})`}.`,
  );
  return `${read}${bad.join('')}${isBeginGone ? ' The raw log has removed the first of them.' : ''}`;
}
