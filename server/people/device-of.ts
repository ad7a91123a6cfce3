const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'Mac'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

/** What a person calls the browser that sends this header, such as "Firefox on Linux". */
export function deviceOf(userAgent: string): string {
  const browser = BROWSERS.find(([word]) => userAgent.includes(word))?.[1];
  const system = SYSTEMS.find(([word]) => userAgent.includes(word))?.[1];
  if (browser === undefined) return system ?? 'Something unknown';
  return system === undefined ? browser : `${browser} on ${system}`;
}
