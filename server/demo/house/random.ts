/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A curve in [-1, 1] that wanders smoothly, with a new direction every `gridMs`; a pure function of seed and moment. */
export function wander(seed: number, at: number, gridMs: number): number {
  const step = Math.floor(at / gridMs);
  const share = at / gridMs - step;
  const eased = share * share * (3 - 2 * share);
  return pinned(seed, step) * (1 - eased) + pinned(seed, step + 1) * eased;
}

function pinned(seed: number, step: number): number {
  return 2 * seededRandom(seed ^ Math.imul(step, 0x9e3779b1))() - 1;
}
