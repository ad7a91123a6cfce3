import { describe, expect, it } from 'vitest';
import { overlap } from '@/contracts/topic-filter';

describe('overlap', () => {
  it.each([
    ['#', 'home/power'],
    ['home/#', 'home'],
    ['home/+/power', 'home/kitchen/+'],
    ['+/power', 'home/#'],
    ['home/power', 'home/power'],
  ])('sees topics that both %s and %s cover', (one, other) => {
    expect(overlap(one, other)).toBe(true);
    expect(overlap(other, one)).toBe(true);
  });

  it.each([
    ['home/#', 'garden/#'],
    ['home/+', 'home'],
    ['home/+', 'home/kitchen/power'],
    ['home/+/power', 'home/kitchen/energy'],
  ])('sees none that both %s and %s cover', (one, other) => {
    expect(overlap(one, other)).toBe(false);
    expect(overlap(other, one)).toBe(false);
  });
});
