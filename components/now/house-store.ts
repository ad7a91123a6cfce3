import type { Range } from '@/components/sensor/ranges';
import type { HouseNow, HousePoint } from '@/contracts/house';

/** What a chart of the whole house shows: what the server reduced, and what was measured since. */
export interface ShownHouse {
  readonly range: Range;
  readonly house: HouseNow;
  readonly tail: readonly HousePoint[];
}

/** Of a tail that isn't replaced for so long the oldest goes. */
const LONGEST_TAIL = 900;

/** One more moment. */
export function withMoment(shown: ShownHouse, point: HousePoint): ShownHouse {
  const last = shown.tail.at(-1) ?? shown.house.span?.points.at(-1);
  if (last !== undefined && point[0] <= last[0]) return shown;
  return { ...shown, tail: [...shown.tail, point].slice(-LONGEST_TAIL) };
}

/** The rows between two moments, the newest last; what lies ahead of the clock holds nothing. */
export function rowsBetween({ house, tail }: ShownHouse, from: number, to: number): readonly HousePoint[] {
  const { span, serverTime } = house;
  if (span === undefined) return [];
  const past = span.points.filter(([at]) => at + span.columnMs >= from && at + span.columnMs <= serverTime);
  return [...past, ...tail.filter(([at]) => at >= serverTime && at >= from && at <= to)];
}

/** Where the meter said nothing for longer than a column or two. */
export function gapsIn(rows: readonly HousePoint[]): readonly (readonly [from: number, to: number])[] {
  const gaps: [number, number][] = [];
  let begin: number | undefined;
  for (const [at, load] of rows) {
    if (load === null) begin ??= at;
    else if (begin !== undefined) {
      gaps.push([begin, at]);
      begin = undefined;
    }
  }
  const last = rows.at(-1)?.[0];
  if (begin !== undefined && last !== undefined && last > begin) gaps.push([begin, last]);
  return gaps;
}
