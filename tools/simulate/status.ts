import type { Tally } from './publisher';

/** One line on how it goes. */
export function statusLine(tally: Tally, qos: 0 | 1 | 2, now: number): string {
  const seconds = Math.max(0.001, (now - tally.startedAt) / 1000);
  const parts = [
    `${grouped(tally.sent)} sent`,
    ...(qos > 0 ? [`${grouped(tally.acknowledged)} acknowledged`] : []),
    ...(tally.failed > 0 ? [`${grouped(tally.failed)} failed`] : []),
    `${(tally.sent / seconds).toFixed(1)} a second`,
    `${seconds.toFixed(0)} s`,
  ];
  return parts.join(' · ');
}

function grouped(count: number): string {
  return count.toLocaleString('en').replaceAll(',', ' ');
}
