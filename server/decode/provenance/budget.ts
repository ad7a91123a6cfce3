import { setImmediate as breathe } from 'node:timers/promises';

/** How much may be tried until whoever asks has waited long enough. */
export interface Budget {
  /** Takes one more reading of so many characters or bytes; false once there is none left, and from then on. */
  takes(length: number): boolean;
  readonly isSpent: boolean;
  /** Lets everybody else have a turn, where the last was long ago. */
  rest(): Promise<void>;
}

const MOST_MS = 300;
const TURN_MS = 10;
const MOST_READS = 1_200;
const MOST_CHARACTERS = 6_000_000;

/** `now`: a clock in ms that never goes back. */
export function createBudget(now: () => number = () => performance.now()): Budget {
  let [reads, characters, restedAt] = [0, 0, now()];
  const until = restedAt + MOST_MS;
  let isSpent = false;
  return {
    takes: (length) => {
      reads += 1;
      characters += length;
      isSpent ||= reads > MOST_READS || characters > MOST_CHARACTERS || now() > until;
      return !isSpent;
    },
    get isSpent() {
      return isSpent;
    },
    rest: async () => {
      if (now() - restedAt < TURN_MS) return;
      await breathe();
      restedAt = now();
    },
  };
}
