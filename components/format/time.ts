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

/** Between a weekday and a day, not before a fraction of a second. */
const BETWEEN_PARTS = /,(?= )/g;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment (ms since 1970) by the clock of an IANA zone; weekdays and months in the language of the locale. */
export function formatTime(at: number, style: TimeStyle, timeZone: string, locale: string): string {
  return formatterOf(style, timeZone, locale).format(at).replace(BETWEEN_PARTS, '');
}

/** "Today 12:25", "Tue 17 Nov 12:25": a moment as one names it at another. */
export function formatMoment(at: number, now: number, timeZone: string, locale: string): string {
  const day = formatTime(at, 'day', timeZone, locale);
  const isToday = day === formatTime(now, 'day', timeZone, locale) && now - at < 86_400_000;
  return `${isToday ? 'today' : day} ${formatTime(at, 'minute', timeZone, locale)}`;
}

function formatterOf(style: TimeStyle, timeZone: string, locale: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone} ${locale}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone });
  formatters.set(key, formatter);
  return formatter;
}
