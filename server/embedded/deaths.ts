const WINDOW_MS = 600_000;
const TOO_MANY = 5;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** What to do after a part died, given the moments of all its deaths: wait that long and start it again, or give up. */
export function afterDeath(
  deathsMs: readonly number[],
  nowMs: number,
): { readonly waitMs: number } | 'give up' {
  const recent = deathsMs.filter((at) => nowMs - at < WINDOW_MS).length;
  if (recent >= TOO_MANY) return 'give up';
  return { waitMs: Math.min(FIRST_WAIT_MS * 4 ** Math.max(recent - 1, 0), LONGEST_WAIT_MS) };
}
