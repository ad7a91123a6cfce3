import type { SwapPlan } from '@/contracts/swap';

/** From when on a device's messages are the sensor's. */
export const BEGINS = ['heard', 'now'] as const;
export type Begin = (typeof BEGINS)[number];

/** What each of them would do. */
export type SwapPlans = Readonly<Record<Begin, SwapPlan>>;

/** The old device spoke after the new one was first heard. */
export function overlaps({ sensorUntil, heardSince }: SwapPlan): boolean {
  return sensorUntil !== null && sensorUntil > heardSince;
}

/** Since it was heard, unless the old one spoke after that: then from now on, until somebody chooses. */
export function likelyBegin({ heard }: SwapPlans): Begin {
  return overlaps(heard) ? 'now' : 'heard';
}
