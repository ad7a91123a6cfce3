const PADDING = /[\s\0\uFEFF]/;

/** Without the whitespace, NULs (which C strings end with) and BOMs around it. */
export function trimPadding(text: string): string {
  // A regular expression with $ would look at a long run of spaces once from each of them.
  let start = 0;
  let end = text.length;
  while (start < end && PADDING.test(text.charAt(start))) start += 1;
  while (end > start && PADDING.test(text.charAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}
