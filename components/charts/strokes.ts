import type { MeanKind } from '@/contracts/mean';

/** Where a value stands, px; `y` is null where the line breaks. */
export interface Placed {
  readonly x?: number | null;
  readonly y?: number | null;
}

/** From place to place; one without a value breaks the line. Directions are dots: between 350° and 10° there is no line over all the others. */
export function strokePath(places: readonly Placed[], meanKind: MeanKind): string {
  let path = '';
  let isDrawn = false;
  for (const { x, y } of places) {
    const isHere = x != null && y != null;
    if (isHere) path += `${isDrawn ? 'L' : 'M'}${tenths(x)} ${tenths(y)}`;
    if (isHere && meanKind === 'circular_mean') path += 'h0';
    isDrawn = isHere && meanKind !== 'circular_mean';
  }
  return path;
}

/** How such a path is drawn. */
export function strokeOf(meanKind: MeanKind) {
  return meanKind === 'circular_mean' ? DOTS : LINE;
}

const LINE = { strokeWidth: 1.6, strokeLinejoin: 'round' } as const;
const DOTS = { strokeWidth: 3, strokeLinecap: 'round' } as const;

/** A tenth of a pixel is more than can be seen. */
export function tenths(px: number): number {
  return Math.round(px * 10) / 10;
}
