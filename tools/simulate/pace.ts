/** How many messages are due: `rate` a second since the start, less what has gone; at most a second's worth at once. */
export function due(rate: number, elapsedMs: number, sent: number): number {
  const owed = Math.floor((rate * elapsedMs) / 1000) - sent;
  return Math.max(0, Math.min(owed, Math.max(1, Math.ceil(rate))));
}
