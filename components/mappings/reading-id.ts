/** Of a reading's row in the page: it takes the focus. */
export function readingId(key: number): string {
  return `reading-${key}`;
}
