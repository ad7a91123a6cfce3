import type { Format } from '@/components/format/format';
import { seriesLabel } from '@/components/sensor/series-name';
import type { SeriesSpan } from '@/contracts/history';
import type { SensorSummary } from '@/contracts/sensor';

export const MOST_LINES = 8;
export const MOST_UNITS = 2;

/** A series of a sensor. */
export interface LineRef {
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
}

/** A series as it is drawn: colour and dash tell it apart. */
export interface Line extends LineRef {
  readonly key: string;
  readonly name: string;
  /** Canonical. */
  readonly unit: string;
  /** The unit it is read in: lines of one share an axis. */
  readonly axis: string;
  readonly colour: string;
  readonly dash: string | undefined;
}

export interface DrawnLine extends Line {
  readonly span: SeriesSpan;
}

const COLOURS = ['grid', 'solar', 'temperature', 'battery', 'export', 'gas', 'air', 'cost'];
const DASHES = [undefined, '5 2', '2 2', '8 3', '1 3', '6 2 1 2', '3 3', '10 2'];

/** As it stands in the address. */
export function lineKey({ sensorId, quantity, channel }: LineRef): string {
  return channel === null ? `${sensorId}~${quantity}` : `${sensorId}~${quantity}~${channel}`;
}

/** What the address names, as far as there is such a series: eight at most, of two units. */
export function linesOf(
  keys: readonly string[],
  sensors: readonly SensorSummary[],
  format: Pick<Format, 'label' | 'plain'>,
): readonly Line[] {
  const known = new Map(seriesIn(sensors, format).map((line) => [line.key, line]));
  const lines: Line[] = [];
  for (const key of new Set(keys)) {
    const found = known.get(key);
    if (found === undefined || refusalOf(lines, found) !== undefined) continue;
    const place = lines.length;
    lines.push({ ...found, colour: `var(--series-${COLOURS[place]})`, dash: DASHES[place] });
  }
  return lines;
}

type Candidate = Omit<Line, 'colour' | 'dash'>;

/** Every series that can be chosen. */
export function seriesIn(
  sensors: readonly SensorSummary[],
  format: Pick<Format, 'label' | 'plain'>,
): readonly Candidate[] {
  return sensors.flatMap((sensor) =>
    sensor.series.map(({ quantity, channel, unit }) => {
      const ref = { sensorId: sensor.id, quantity, channel };
      return {
        ...ref,
        key: lineKey(ref),
        name: `${sensor.name}, ${seriesLabel(ref, format).toLowerCase()}`,
        unit,
        axis: format.plain(quantity, unit).unit,
      };
    }),
  );
}

/** Why one more can't be drawn; undefined when it can. */
export function refusalOf(
  lines: readonly Pick<Line, 'axis'>[],
  next: Pick<Line, 'axis'>,
): string | undefined {
  if (lines.length >= MOST_LINES) return `${MOST_LINES} lines are as many as can be told apart.`;
  const units = new Set([...lines, next].map(({ axis }) => axis));
  if (units.size <= MOST_UNITS) return undefined;
  return `A chart has two axes: ${[...units].slice(0, MOST_UNITS).map(unitName).join(' and ')} are taken.`;
}

function unitName(unit: string): string {
  return unit === '' ? 'plain numbers' : unit;
}

/** One row a column, with the value of each line; null where it has none. */
export interface MergedRow {
  /** Beginning of the column, ms since 1970. */
  readonly at: number;
  readonly values: readonly (number | null)[];
}

/** All lines in one table. */
export function mergedRows(
  lines: readonly Pick<DrawnLine, 'span'>[],
  { from, to, columns }: { readonly from: number; readonly to: number; readonly columns: number },
): readonly MergedRow[] {
  const columnMs = (to - from) / columns;
  const rows = new Map<number, (number | null)[]>();
  lines.forEach(({ span }, place) => {
    for (const [at, mean] of span.points) {
      const column = Math.floor((at - from) / columnMs);
      if (mean === null || column < 0 || column > columns) continue;
      const row = rows.get(column) ?? lines.map(() => null);
      row[place] = mean;
      rows.set(column, row);
    }
  });
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([column, values]) => ({ at: from + column * columnMs, values }));
}
