/**
 * y = (x + before) × times / over + after. A factor stands on the side where it is a whole or exact number:
 * 250 Wh / 1000 is 0.25 kWh, while 250 × 0.001 may carry noise.
 */
export interface Conversion {
  readonly before: number;
  readonly times: number;
  readonly over: number;
  readonly after: number;
}

export const SAME: Conversion = { before: 0, times: 1, over: 1, after: 0 };

export function convert(value: number, { before, times, over, after }: Conversion): number {
  return ((value + before) * times) / over + after;
}

/** The way back. */
export function inverse({ before, times, over, after }: Conversion): Conversion {
  return { before: -after, times: over, over: times, after: -before };
}

export function isIdentity(conversion: Conversion): boolean {
  return conversion === SAME || (convert(1, conversion) === 1 && convert(0, conversion) === 0);
}
