import type { Format } from '@/components/format/format';

/** When a message was stored: of today to the millisecond, else the day and the minute. */
export function storedText(at: number, format: Format): string {
  const clock = format.time(at, 'millisecond');
  return format.time(at, 'date') === format.time(Date.now(), 'date')
    ? clock
    : `${format.time(at, 'day')} ${format.time(at, 'minute')}`;
}
