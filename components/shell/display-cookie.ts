/** How a person likes numbers, as search parameters: a cookie, so that the server writes the first picture right. */
export const DISPLAY_COOKIE = 'hearth-display';
const YEAR_S = 31_536_000;

/** Keeps what was chosen in this browser: `language` and the unit of each kind. */
export function keepDisplay(chosen: Readonly<Record<string, string>>): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that Hearth serves
  document.cookie = `${DISPLAY_COOKIE}=${new URLSearchParams(chosen)}; path=/; max-age=${YEAR_S}; samesite=strict`;
}
