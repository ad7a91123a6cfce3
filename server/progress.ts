/** One line a part on the terminal, with the time it took. */
export interface Progress {
  /** Prints the line once `work` is done. */
  timed<Result>(part: string, work: () => Promise<Result>): Promise<Result>;
  say(line: string): void;
  seconds(): string;
}

export function startProgress(print: (line: string) => void, now: () => number = Date.now): Progress {
  const startedMs = now();
  return {
    timed: async (part, work) => {
      const fromMs = now();
      const result = await work();
      print(`  ${part.padEnd(12)}${inSeconds(now() - fromMs)}`);
      return result;
    },
    say: print,
    seconds: () => inSeconds(now() - startedMs),
  };
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
