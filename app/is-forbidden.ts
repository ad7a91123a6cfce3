/** Is this what `forbidden()` or `unauthorized()` of Next throws? In a page they choose what is shown; elsewhere we answer. */
export function isForbidden(error: unknown): boolean {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : '';
  return /^NEXT_HTTP_ERROR_FALLBACK;40[13]$/.test(digest);
}
