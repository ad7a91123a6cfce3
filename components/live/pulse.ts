/** Runs at once when it was quiet, else at the end of the interval: what comes in between is one run. */
export interface Pulse {
  poke(): void;
  stop(): void;
}

/**
 * At most one run every `intervalMs`; none while the page is hidden, and then one when it shows again. `turnMs`: runs only so
 * long after each interval began, so that several pulses take turns.
 */
export function createPulse(intervalMs: number, run: () => void, turnMs?: number): Pulse {
  let ranAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = false;

  function fire(): void {
    timer = undefined;
    if (!waiting || document.visibilityState === 'hidden') return;
    waiting = false;
    ranAt = performance.now();
    run();
  }

  function poke(): void {
    waiting = true;
    const now = performance.now();
    const waitMs =
      turnMs === undefined
        ? ranAt + intervalMs - now
        : intervalMs - ((now - turnMs + intervalMs) % intervalMs);
    if (waitMs <= 0) fire();
    else timer ??= setTimeout(fire, waitMs);
  }

  document.addEventListener('visibilitychange', fire);
  return {
    poke,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = false;
      document.removeEventListener('visibilitychange', fire);
    },
  };
}
