export interface Drained {
  readonly messages: number;
  readonly cpuMs: number;
  readonly seconds: number;
}

const LOOK_EVERY_MS = 5;

/** Tells over IPC what this process took from its `from`-th message to its `to`-th. */
export function tellDrained(
  { from, to }: { readonly from: number; readonly to: number },
  count: () => number | Promise<number>,
): void {
  let begin: { messages: number; cpuMs: number; atMs: number } | undefined;
  const looking = setInterval(async () => {
    const now = { messages: await count(), cpuMs: cpuMs(), atMs: performance.now() };
    if (begin === undefined) {
      if (now.messages >= from) begin = now;
      return;
    }
    if (now.messages < to) return;
    clearInterval(looking);
    process.send?.({
      messages: now.messages - begin.messages,
      cpuMs: now.cpuMs - begin.cpuMs,
      seconds: (now.atMs - begin.atMs) / 1000,
    } satisfies Drained);
  }, LOOK_EVERY_MS);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
