/** Receipts are counted in ms: the first at which what holds from a moment (ISO UTC) on holds. */
export function firstMsAt(validFrom: string): number {
  const [whole = validFrom, fraction = ''] = validFrom.replace('Z', '').split('.');
  const rest = Number(fraction.slice(3).padEnd(3, '0'));
  return Date.parse(`${whole}.${fraction.slice(0, 3).padEnd(3, '0')}Z`) + (rest > 0 ? 1 : 0);
}
