/** Words (weekdays, months) are of the pages' language; the clock is the home's. */
const LANGUAGE = 'en-GB';

export type TimeStyle = keyof typeof STYLES;

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const STYLES = {
  /** 14:32 */
  minute: CLOCK,
  /** 14:32:07 */
  second: { ...CLOCK, second: '2-digit' },
  /** 14:32:07.412 */
  millisecond: { ...CLOCK, second: '2-digit', fractionalSecondDigits: 3 },
  /** Tue 17 Nov */
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  /** Tue */
  weekday: { weekday: 'short' },
  /** Fri 19:30 */
  weekdayMinute: { weekday: 'short', ...CLOCK },
  /** 17 Nov 2026 */
  date: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment (ms since 1970) by the clock of an IANA zone. */
export function formatTime(at: number, style: TimeStyle, timeZone: string): string {
  return formatterOf(style, timeZone).format(at).replaceAll(',', '');
}

/** "Today 12:25", "Tue 17 Nov 12:25": a moment as one names it at another. */
export function formatMoment(at: number, now: number, timeZone: string): string {
  const day = formatTime(at, 'day', timeZone);
  const named = day === formatTime(now, 'day', timeZone) && now - at < 86_400_000 ? 'today' : day;
  return `${named} ${formatTime(at, 'minute', timeZone)}`;
}

function formatterOf(style: TimeStyle, timeZone: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat(LANGUAGE, { ...STYLES[style], timeZone });
  formatters.set(key, formatter);
  return formatter;
}
