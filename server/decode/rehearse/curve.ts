import type { RehearsedPoint } from '@/contracts/mapping-rehearsal';

const PARTS = 240;

/** Keeps of each part of a span its lowest and highest value: whatever came, at most 480 points. */
export interface Curve {
  /** ms since 1970; what lies outside the span is left out. */
  add(at: number, value: number): void;
  /** Oldest first. */
  points(): readonly RehearsedPoint[];
}

interface Part {
  lowest: RehearsedPoint;
  highest: RehearsedPoint;
}

export function createCurve(from: number, to: number): Curve {
  const parts: (Part | undefined)[] = [];
  const width = Math.max(1, (to - from) / PARTS);
  return {
    add: (at, value) => {
      if (at < from || at >= to) return;
      const place = Math.floor((at - from) / width);
      const part = parts[place];
      if (part === undefined) parts[place] = { lowest: [at, value], highest: [at, value] };
      else if (value < part.lowest[1]) part.lowest = [at, value];
      else if (value > part.highest[1]) part.highest = [at, value];
    },
    points: () => parts.flatMap((part) => (part === undefined ? [] : pointsOf(part))),
  };
}

function pointsOf({ lowest, highest }: Part): readonly RehearsedPoint[] {
  if (lowest === highest || lowest[0] === highest[0]) return [lowest];
  return lowest[0] < highest[0] ? [lowest, highest] : [highest, lowest];
}
