/** Tells the server what is drawn: at most twice a second, sooner the more is on its way, never later than eight seconds. */
export interface SeenNotes {
  drawn(n: number, samples: number): void;
  /** Another watch: what the old one's frames were is of no matter now. */
  reset(): void;
}

const SHORTEST_MS = 500;
/** Each word costs the server as much as a frame, and it gives up after thirty seconds. */
const LONGEST_MS = 8_000;
/** A quarter of what may be unseen, in frames; and in samples of about 60 bytes. */
const MANY_FRAMES = 32;
const MANY_SAMPLES = 1_000;

export function createSeenNotes(tell: (n: number) => void, now: () => number): SeenNotes {
  let newest: number | undefined;
  let frames = 0;
  let samples = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Number.POSITIVE_INFINITY;

  function flush(): void {
    const n = newest;
    reset();
    if (n === undefined) return;
    toldAt = now();
    tell(n);
  }

  function reset(): void {
    clearTimeout(timer);
    timer = undefined;
    dueAt = Number.POSITIVE_INFINITY;
    newest = undefined;
    frames = 0;
    samples = 0;
  }

  function tellAt(at: number): void {
    // A hidden page's timers hardly run: the next frame tells instead.
    if (now() >= Math.min(at, dueAt)) {
      flush();
    } else if (at < dueAt) {
      clearTimeout(timer);
      dueAt = at;
      timer = setTimeout(flush, at - now());
    }
  }

  return {
    drawn: (n, count) => {
      newest = n;
      frames += 1;
      samples += count;
      const many = frames >= MANY_FRAMES || samples >= MANY_SAMPLES;
      tellAt(many ? toldAt + SHORTEST_MS : Math.max(now(), toldAt) + LONGEST_MS);
    },
    reset,
  };
}
