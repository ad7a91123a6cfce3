/** Of which kind the mean over a span is: of numbers, of directions in degrees, of levels in dB. */
export type MeanKind = (typeof MEAN_KINDS)[number];

export const MEAN_KINDS = ['mean', 'circular_mean', 'energy_mean'] as const;

/**
 * Of what means are made. The sums of parts add up to those of the whole: its mean is that of all readings, in however many
 * columns they were counted.
 */
export interface MeanSums {
  readonly along: number;
  /** Directions alone have a second sum. */
  readonly across: number;
  readonly count: number;
}

interface MeanOf {
  readonly along: (value: number) => number;
  readonly across: (value: number) => number;
  readonly mean: (sums: MeanSums) => number | null;
}

const RADIANS = Math.PI / 180;
/** A mean vector shorter than this is rounding, no direction. */
const SHORTEST = 1e-9;

/** Of one reading of 20° the mean is 20°: the noise of sines and logarithms is rounded away. */
const DIGITS = 12;

const none = () => 0;

/** Directions: of their unit vectors (Mardia and Jupp, Directional Statistics, 2.2). Levels: of the energies (ISO 1996-1). */
export const MEANS: Readonly<Record<MeanKind, MeanOf>> = {
  mean: {
    along: (value) => value,
    across: none,
    mean: ({ along, count }) => along / count,
  },
  circular_mean: {
    along: (degrees) => Math.cos(degrees * RADIANS),
    across: (degrees) => Math.sin(degrees * RADIANS),
    mean: (sums) =>
      agreementOf(sums) < SHORTEST
        ? null
        : rounded((Math.atan2(sums.across, sums.along) / RADIANS + 360) % 360) % 360,
  },
  energy_mean: {
    along: (level) => 10 ** (level / 10),
    across: none,
    mean: ({ along, count }) => rounded(10 * Math.log10(along / count)),
  },
};

/** Null: there are no readings, or the directions cancel out, as those of a wind from everywhere do. */
export function meanOf(sums: MeanSums, meanKind: MeanKind): number | null {
  return sums.count === 0 ? null : MEANS[meanKind].mean(sums);
}

/** From one value to the next; of directions the shorter way round, clockwise is up, −180 to below 180. */
export function changeBetween(before: number, after: number, meanKind: MeanKind): number {
  const change = after - before;
  return meanKind === 'circular_mean' ? ((change + 540) % 360) - 180 : change;
}

/** The length of the mean vector: 0 from everywhere, 1 all the same. */
export function agreementOf({ along, across, count }: MeanSums): number {
  return Math.hypot(along, across) / count;
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
