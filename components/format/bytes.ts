const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
const STEP = 1_000;

/** A size on disk, with about three digits: "9.2 GB". `number`: how the reader writes numbers. */
export function bytesText(bytes: number, number: (value: number, decimals: number) => string): string {
  let size = bytes;
  let unit = 0;
  // Rounded first: 999.6 kB are 1.0 MB.
  while (Math.round(size) >= STEP && unit < UNITS.length - 1) {
    size /= STEP;
    unit += 1;
  }
  return `${number(size, unit > 0 && size < 100 ? 1 : 0)} ${UNITS[unit]}`;
}
