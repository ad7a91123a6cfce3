/** A counter's state at a moment, ms since 1970. */
export interface CounterRow {
  readonly at: number;
  readonly value: number;
}

/** The most that flows through a house: 25 kW, with a fifth to spare for clocks that aren't exact. */
export const KWH_PER_MS = (1.2 * 25) / 3_600_000;
/** What a counter's last digit may do by itself. */
export const NOISE_KWH = 0.02;
/** A level that lasts so long is the counter's own, not a slip of one message. */
const SETTLED_MS = 600_000;

/** Another level than the one expected, until it has lasted or gone. */
interface Level {
  readonly begin: CounterRow;
  readonly newest: CounterRow;
  readonly counted: number;
}

/**
 * What a counter counted, oldest row first. A drop that returns, or a jump that does, was a slip and counts nothing. A drop
 * that lasts was a reset: what the counter shows since counts. A jump that lasts is another counter: what came before and
 * what comes after count, the jump doesn't. Rows between which the counter rose steadily may be left out.
 */
export function countedEnergy(rows: readonly CounterRow[]): number {
  let last = rows[0];
  if (last === undefined) return 0;
  let counted = 0;
  let level: Level | undefined;
  for (const row of rows.slice(1)) {
    if (level !== undefined && row.at - level.begin.at > SETTLED_MS) {
      counted += level.counted + creditOf(last, level.begin);
      last = level.newest;
      level = undefined;
    }
    const step = stepOf(last, row);
    if (step !== undefined) {
      counted += step;
      // What the last digit took back doesn't count twice when it comes again.
      if (row.value >= last.value) last = row;
      level = undefined;
      continue;
    }
    const onLevel = level && stepOf(level.newest, row);
    level =
      level === undefined || onLevel === undefined
        ? { begin: row, newest: row, counted: 0 }
        : { ...level, newest: row, counted: level.counted + onLevel };
  }
  return counted;
}

/** What was counted from one row to the next; undefined where no house does that. */
function stepOf(from: CounterRow, to: CounterRow): number | undefined {
  const change = to.value - from.value;
  if (change < 0) return -change <= noiseAt(from.value) ? 0 : undefined;
  return change <= mostWithin(from, to) ? change : undefined;
}

function creditOf(before: CounterRow, begin: CounterRow): number {
  const wasReset = begin.value < before.value;
  return wasReset && begin.value <= mostWithin(before, begin) ? begin.value : 0;
}

function mostWithin(from: CounterRow, to: CounterRow): number {
  return KWH_PER_MS * (to.at - from.at) + NOISE_KWH;
}

/** A thousandth, but never more than 50 Wh. */
function noiseAt(value: number): number {
  return Math.max(NOISE_KWH, Math.min(0.05, value / 1_000));
}
