import { describe, expect, it } from 'vitest';
import { panned, pinched, zoomed } from '@/components/charts/window';

const WINDOW = { from: 1_000, to: 2_000 };

describe('a window', () => {
  it('is zoomed around its middle, or around a moment that stays where it is', () => {
    expect(zoomed(WINDOW, 0.5)).toEqual({ from: 1_250, to: 1_750 });
    expect(zoomed(WINDOW, 2, 1_250)).toEqual({ from: 750, to: 2_750 });
  });

  it('is moved by a share of its length', () => {
    expect(panned(WINDOW, -0.5)).toEqual({ from: 500, to: 1_500 });
  });

  it('keeps under two fingers the moments that were there', () => {
    const next = pinched(WINDOW, 100, [20, 60], [0, 80]);
    const momentAt = (px: number) => next.from + (px / 100) * (next.to - next.from);

    expect(momentAt(0)).toBeCloseTo(1_200);
    expect(momentAt(80)).toBeCloseTo(1_600);
  });

  it('is never stretched to all time by fingers that meet', () => {
    const next = pinched(WINDOW, 100, [20, 60], [40, 40]);
    expect(next.to - next.from).toBeCloseTo(2_000);
  });
});
