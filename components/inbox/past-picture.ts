import { countedRhythmMs, SILENT_AFTER } from '@/contracts/freshness';
import type { PastSeries } from '@/contracts/inbox';

type Points = PastSeries['points'];

export interface PastPicture {
  /** From point to point; a gap is a break. */
  readonly line: string;
  readonly area: string;
  readonly end: { readonly x: number; readonly y: number };
  readonly lowest: number;
  readonly highest: number;
}

const MARGIN = 5;

/** A series over its whole time; undefined where there is none. */
export function pastPicture(points: Points, width: number, height: number): PastPicture | undefined {
  const [from, to] = [points[0]?.[0], points.at(-1)?.[0]];
  if (from === undefined || to === undefined) return undefined;
  const values = points.map(([, value]) => value);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const xOf = (at: number) =>
    to === from ? width - MARGIN : MARGIN + ((at - from) / (to - from)) * (width - 2 * MARGIN);
  const yOf = (value: number) =>
    highest === lowest
      ? height / 2
      : height - MARGIN - ((value - lowest) / (highest - lowest)) * (height - 2 * MARGIN);
  const pieces = unbroken(points).map((piece) =>
    piece.map(([at, value]) => ({ x: round(xOf(at)), y: round(yOf(value)) })),
  );
  return {
    line: pieces.map(lineOf).join(''),
    area: pieces.map((piece) => areaOf(piece, height)).join(''),
    end: pieces.at(-1)?.at(-1) ?? { x: 0, y: 0 },
    lowest,
    highest,
  };
}

/** The points between one gap and the next. */
export function unbroken(points: Points): readonly Points[] {
  const steps = points.slice(1).map(([at], place) => at - (points[place]?.[0] ?? at));
  const usual = [...steps].sort((one, other) => one - other)[Math.floor(steps.length / 2)] ?? 0;
  const most = SILENT_AFTER * countedRhythmMs(usual);
  const begins = [0, ...steps.flatMap((step, place) => (step > most ? [place + 1] : []))];
  return begins.map((begin, place) => points.slice(begin, begins[place + 1]));
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** One point alone is drawn as one, by the line's round ends. */
function lineOf(piece: readonly Place[]): string {
  const line = piece.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return piece.length === 1 ? `${line}h0` : line;
}

function areaOf(piece: readonly Place[], height: number): string {
  const [first, last] = [piece[0], piece.at(-1)];
  if (first === undefined || last === undefined || piece.length === 1) return '';
  return `${lineOf(piece)}L${last.x} ${height}L${first.x} ${height}Z`;
}

function round(place: number): number {
  return Math.round(place * 10) / 10;
}
