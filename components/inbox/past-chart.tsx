'use client';

import { useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { seriesColour } from '@/components/sensors/series-colour';
import { SMALL_CONTROL } from '@/components/ui/control';
import type { PastSeries } from '@/contracts/inbox';
import { type PastPicture, pastPicture } from './past-picture';
import { pastWords } from './past-words';
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
    <div className="grid grid-cols-1 gap-1.5" data-testid="past">
      <div className="flex flex-wrap items-baseline gap-2">
        {series.length > 1 ? (
          <select
            aria-label="Which past is shown"
            value={shown === undefined ? '' : idOf(shown)}
            onChange={({ target }) => setChosen(target.value)}
            className={`${SMALL_CONTROL} max-w-full font-semibold`}
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
        {shown !== undefined && <span className="ml-auto text-[12px] text-ink-3">its past comes along</span>}
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
  const span = spanOf(format, picture, quantity, unit);
  const [from, to] = momentsOf(format, first[0], last[0]);
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={from === '' ? `${words} at ${to}: ${span}` : `${words} from ${from} to ${to}: ${span}`}
        className="block h-auto w-full"
      >
        <path d={picture.area} fill={colour} fillOpacity={0.16} />
        <path
          d={picture.line}
          fill="none"
          stroke={colour}
          strokeWidth={1.6}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
        <circle cx={picture.end.x} cy={picture.end.y} r={3} fill={colour} />
      </svg>
      <figcaption className="flex justify-between text-[11px] text-ink-3">
        <span>{from}</span>
        <span>{span}</span>
        <span>{to}</span>
      </figcaption>
    </figure>
  );
}

function spanOf(format: Format, { lowest, highest }: PastPicture, quantity: string, unit: string): string {
  return lowest === highest
    ? format.withUnit(lowest, quantity, unit)
    : format.between(lowest, highest, quantity, unit);
}

/** As one names them today; to the second where they would read the same, and one alone where they are. */
function momentsOf(format: Format, from: number, to: number): readonly [string, string] {
  const now = Date.now();
  const moments = [format.moment(from, now), format.moment(to, now)] as const;
  if (moments[0] !== moments[1]) return moments;
  return [from === to ? '' : format.time(from, 'second'), format.time(to, 'second')];
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
