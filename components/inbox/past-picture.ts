export interface PastPicture {
  readonly line: string;
  readonly area: string;
  readonly end: { readonly x: number; readonly y: number };
  readonly lowest: number;
  readonly highest: number;
}

const MARGIN = 5;

/** From point to point over its whole time; undefined where there is none. */
export function pastPicture(
  points: readonly (readonly [at: number, value: number])[],
  width: number,
  height: number,
): PastPicture | undefined {
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
  const drawn = points.map(([at, value]) => ({ x: round(xOf(at)), y: round(yOf(value)) }));
  const line = drawn.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const end = drawn.at(-1) ?? { x: 0, y: 0 };
  return { line, area: `${line}L${end.x} ${height}L${drawn[0]?.x ?? 0} ${height}Z`, end, lowest, highest };
}

function round(place: number): number {
  return Math.round(place * 10) / 10;
}
