const formatters = new Map<string, Intl.NumberFormat>();
/** From here on a number is wider than what it stands in: it is told by its power of ten. */
const TOO_WIDE = 1e9;

/**
 * A number with fixed decimals as people of the locale write it: true minus, digits grouped by a no-break space where the
 * locale has a narrow one (it nearly vanishes in this typeface).
 */
export function formatNumber(value: number, decimals: number, locale: string): string {
  const formatter = formatterOf(decimals, locale, Math.abs(value) >= TOO_WIDE);
  const parts = formatter.formatToParts(Object.is(value, -0) ? 0 : value);
  const text = parts.map(({ type, value: part }) => {
    if (type === 'minusSign') return '−';
    // Marks of the writing's direction: these pages have one.
    if (type === 'literal') return '';
    return type === 'group' && /\s/.test(part) ? '\u00a0' : part;
  });
  const joined = text.join('');
  // What rounds to nothing has no sign.
  return /[1-9]/.test(joined) ? joined : joined.replace('−', '');
}

/** The same, with its sign also when it is above zero; empty when it rounds to nothing. */
export function formatChange(change: number, decimals: number, locale: string): string {
  const text = formatNumber(change, decimals, locale);
  if (!/[1-9]/.test(text)) return '';
  return change > 0 ? `+${text}` : text;
}

function formatterOf(decimals: number, locale: string, isWide: boolean): Intl.NumberFormat {
  const key = `${locale} ${decimals} ${isWide}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.NumberFormat(locale, {
    // The digits that clocks are written in too, and the ones that have one width here.
    numberingSystem: 'latn',
    ...(isWide && { notation: 'scientific' }),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formatters.set(key, formatter);
  return formatter;
}
