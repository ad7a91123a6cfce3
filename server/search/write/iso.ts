const SECOND_US = 1_000_000;

/** The newest seconds, written: moments of one batch lie close together. */
const KEPT = 512;
const written = new Map<number, string>();

/** A moment, µs since 1970, as ISO 8601 to the microsecond. */
export function isoOf(micros: number): string {
  const second = Math.floor(micros / SECOND_US);
  const fraction = String(micros - second * SECOND_US).padStart(6, '0');
  return `${secondOf(second)}.${fraction}Z`;
}

function secondOf(second: number): string {
  const known = written.get(second);
  if (known !== undefined) return known;
  const text = new Date(second * 1_000).toISOString().slice(0, 19);
  if (written.size >= KEPT) written.clear();
  written.set(second, text);
  return text;
}
