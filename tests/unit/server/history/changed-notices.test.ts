import { describe, expect, it } from 'vitest';
import { noticesOf } from '@/server/history/changed-notices';
import { parseNotice } from '@/server/live/changed-listener';

const LONGEST = { sensorId: 's'.repeat(64), quantity: 'q'.repeat(40), channel: '€'.repeat(120), unit: '°C' };
const spans = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ series: LONGEST, from: 10 + index, to: 20 + index }));

describe('notices of change', () => {
  it('name each series, in words that live understands and PostgreSQL takes', () => {
    const notices = noticesOf(spans(2));

    expect(notices.map(parseNotice)).toEqual([
      {
        series: { sensorId: LONGEST.sensorId, quantity: LONGEST.quantity, channel: LONGEST.channel },
        from: 10,
        to: 20,
      },
      expect.objectContaining({ from: 11, to: 21 }),
    ]);
    for (const notice of notices) expect(Buffer.byteLength(notice)).toBeLessThan(8_000);
  });

  it('become one for everything when they are too many', () => {
    expect(noticesOf(spans(101)).map(parseNotice)).toEqual([{ series: null, from: 10, to: 120 }]);
  });
});
