/** SQL: a moment in ms since 1970, as pages and logs count time. */
export function msOf(moment: string): string {
  return `(extract(epoch FROM ${moment}) * 1000)::float8`;
}
