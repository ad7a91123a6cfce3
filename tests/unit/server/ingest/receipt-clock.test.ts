import { describe, expect, it } from 'vitest';
import { ReceiptClock } from '@/server/ingest/receipt-clock';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

describe('ReceiptClock', () => {
  it('gives strictly increasing moments within one instant', () => {
    const clock = new ReceiptClock(
      0,
      0,
      () => NOW,
      () => 5,
    );

    const moments = Array.from({ length: 1_000 }, () => clock.next());

    expect(moments[0]).toBe(NOW * 1000);
    expect(moments.every((moment, index) => index === 0 || moment > (moments[index - 1] ?? 0))).toBe(true);
  });

  it('counts µs between two ticks of the system clock', () => {
    let elapsed = 0;
    const clock = new ReceiptClock(
      0,
      0,
      () => NOW,
      () => elapsed,
    );
    elapsed = 0.25;

    expect(clock.next()).toBe(NOW * 1000 + 250);
  });

  it('follows a system clock that is set, but never back', () => {
    let wall = NOW;
    const clock = new ReceiptClock(
      0,
      0,
      () => wall,
      () => 0,
    );
    const first = clock.next();
    wall = NOW - MINUTE;
    clock.resync();
    const afterSettingBack = clock.next();
    wall = NOW + MINUTE;
    clock.resync();

    expect(afterSettingBack).toBe(first + 1);
    expect(clock.next()).toBe((NOW + MINUTE) * 1000);
  });

  it('begins after the newest message of the log', () => {
    const clock = new ReceiptClock(
      NOW + 1_000,
      0,
      () => NOW,
      () => 0,
    );

    expect(clock.next()).toBeGreaterThan((NOW + 1_000) * 1000);
  });

  it.each([
    ['is older than the build', 0, NOW + 1, 'built'],
    ['is more than a minute behind the newest message', NOW + MINUTE + 1, 0, 'newest message'],
  ])('is of no use while it %s', (_what, newest, built, reason) => {
    const clock = new ReceiptClock(
      newest,
      built,
      () => NOW,
      () => 0,
    );

    expect(clock.problem()).toContain(reason);
  });

  it('is of use when it is a little behind the newest message', () => {
    expect(
      new ReceiptClock(
        NOW + MINUTE - 1,
        NOW,
        () => NOW,
        () => 0,
      ).problem(),
    ).toBeUndefined();
  });
});
