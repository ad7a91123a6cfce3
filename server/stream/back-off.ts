/** Waits that double from `firstMs` to `longestMs`, and begin anew after `reset`. */
export interface BackOff {
  nextMs(): number;
  reset(): void;
}

export function createBackOff(firstMs: number, longestMs: number): BackOff {
  let nextMs = firstMs;
  return {
    nextMs() {
      const waitMs = nextMs;
      nextMs = Math.min(longestMs, nextMs * 2);
      return waitMs;
    },
    reset() {
      nextMs = firstMs;
    },
  };
}
