/** What stands between groups of digits, besides points and commas: blanks of any width, and the apostrophes of Switzerland. */
const BETWEEN = /(?<=\d)[\s'’](?=\d{3}(?!\d))/g;
const MINUS = /^[−–]/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const GROUPED =
  /^[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+$|^[+-]?\d{1,3}(?:,\d{3})+\.\d*$|^[+-]?\d{1,3}(?:\.\d{3})+,\d*$/;

/**
 * A number as people type it: a decimal point or comma, a minus or hyphen, groups of digits. One point or comma alone is the
 * decimal one, so "1.250" and "1,250" are one and a quarter, whatever the language. Undefined where it is none.
 */
export function typedNumber(text: string): number | undefined {
  const plain = text.trim().replace(MINUS, '-').replaceAll(BETWEEN, '');
  const decimal = GROUPED.test(plain) ? ungrouped(plain) : plain.replace(',', '.');
  if (!NUMBER.test(decimal)) return undefined;
  const value = Number(decimal);
  return Number.isFinite(value) ? value : undefined;
}

/** Of points and commas the kind that stands once and last is the decimal one. */
function ungrouped(text: string): string {
  const last = text.match(/[.,](?=\d*$)/)?.[0] ?? '';
  const isDecimal = text.indexOf(last) === text.lastIndexOf(last);
  const group = isDecimal ? (last === '.' ? ',' : '.') : last;
  return text.replaceAll(group, '').replace(',', '.');
}
