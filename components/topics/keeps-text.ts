import { bytesText } from '@/components/format/bytes';
import type { Format } from '@/components/format/format';
import type { TopicLine } from '@/contracts/topic-wish';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How long a topic keeps messages, in words: "400 days", "for ever", "newest per key". */
export function keepsText(
  line: Pick<TopicLine, 'retentionMs' | 'retentionBytes' | 'cleanupPolicy' | 'partitions'>,
  format: Format,
): string {
  const { retentionMs, retentionBytes, cleanupPolicy, partitions } = line;
  if (cleanupPolicy === null || retentionMs === null) return '–';
  const newest = cleanupPolicy.includes('compact') ? ['newest per key'] : [];
  if (!cleanupPolicy.includes('delete')) return newest.join();
  const size = retentionBytes ?? -1;
  const limits = [
    ...(retentionMs >= 0 ? [lengthText(retentionMs, format)] : []),
    ...(size >= 0 ? [`up to ${bytesText(size * (partitions ?? 1), format.number)}`] : []),
  ];
  return [...newest, limits.length === 0 ? 'for ever' : limits.join(', ')].join(', ');
}

/** A length of time in its largest unit: "400 days", "36 h". */
export function lengthText(ms: number, format: Format): string {
  if (ms >= 2 * DAY_MS || ms === DAY_MS) {
    const days = ms / DAY_MS;
    return `${format.number(days, Number.isInteger(days) ? 0 : 1)} ${days === 1 ? 'day' : 'days'}`;
  }
  if (ms >= HOUR_MS) return `${format.number(ms / HOUR_MS, ms % HOUR_MS === 0 ? 0 : 1)} h`;
  if (ms >= MINUTE_MS) return `${format.number(Math.round(ms / MINUTE_MS), 0)} min`;
  return ms >= 1_000 ? `${format.number(ms / 1_000, 0)} s` : `${format.number(ms, 0)} ms`;
}
