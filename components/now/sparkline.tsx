import { memo } from 'react';

const WIDTH = 120;
const HEIGHT = 36;
const PADDING = 3;

/** The last 24 h in one path; a gap is a break. The end glows while the value is fresh. */
export const Sparkline = memo(function Sparkline({
  means,
  areDots = false,
  colour,
  isFresh,
}: {
  /** Oldest first; undefined while they load. */
  means: readonly (number | null)[] | undefined;
  /** Directions have no line between them. */
  areDots?: boolean;
  colour: string;
  isFresh: boolean;
}) {
  const end = means === undefined ? undefined : endOf(means);
  return (
    <div className="dims relative h-8 desk:h-9" aria-hidden="true">
      {means !== undefined && (
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-full w-full overflow-visible"
          role="presentation"
        >
          {!areDots && <path d={areaPath(means)} fill={colour} fillOpacity="0.1" />}
          <path
            d={areDots ? dotsPath(means) : sparkPath(means)}
            fill="none"
            stroke={colour}
            strokeWidth="1.5"
            strokeLinejoin="round"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      )}
      {isFresh && end !== undefined && (
        <i
          className="embers absolute -right-[3px] -mt-[3px] size-1.5 rounded-full bg-ember shadow-[0_0_0_2px_var(--color-surface)]"
          style={{ top: `${(end / HEIGHT) * 100}%` }}
        />
      )}
    </div>
  );
});

interface Reach {
  readonly lowest: number;
  readonly highest: number;
}

type Point = readonly [x: number, y: number];

/** From value to value; where nothing was measured the line breaks. A single value between two gaps is a dot. */
export function sparkPath(means: readonly (number | null)[]): string {
  return runsOf(means)
    .map((run) => (run.length === 1 ? `${lineOf(run)}h.01` : lineOf(run)))
    .join('');
}

/** A dot for each value. */
export function dotsPath(means: readonly (number | null)[]): string {
  return runsOf(means)
    .flat()
    .map((point) => `${lineOf([point])}h.01`)
    .join('');
}

/** What lies between the line and the ground. */
export function areaPath(means: readonly (number | null)[]): string {
  return runsOf(means)
    .filter((run) => run.length > 1)
    .map((run) => `${lineOf(run)}L${run.at(-1)?.[0]} ${HEIGHT}L${run[0]?.[0]} ${HEIGHT}Z`)
    .join('');
}

function lineOf(run: readonly Point[]): string {
  return `M${run.map(([x, y]) => `${x} ${y}`).join('L')}`;
}

/** The values between two gaps, gap after gap. */
function runsOf(means: readonly (number | null)[]): readonly (readonly Point[])[] {
  const reach = reachOf(means);
  const runs: Point[][] = [];
  means.forEach((mean, index) => {
    if (mean === null) return;
    const point: Point = [round((index / (means.length - 1)) * WIDTH), round(yOf(mean, reach))];
    const isFirst = index === 0 || means[index - 1] === null;
    if (isFirst) runs.push([point]);
    else runs.at(-1)?.push(point);
  });
  return runs;
}

function endOf(means: readonly (number | null)[]): number | undefined {
  const last = means.findLast((mean) => mean !== null);
  return last == null ? undefined : yOf(last, reachOf(means));
}

function reachOf(means: readonly (number | null)[]): Reach {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const mean of means) {
    if (mean === null) continue;
    lowest = Math.min(lowest, mean);
    highest = Math.max(highest, mean);
  }
  return { lowest, highest };
}

/** What doesn't change lies in the middle. */
function yOf(mean: number, { lowest, highest }: Reach): number {
  const share = highest === lowest ? 0.5 : (mean - lowest) / (highest - lowest);
  return PADDING + (1 - share) * (HEIGHT - 2 * PADDING);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
