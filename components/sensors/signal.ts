import type { SensorSummary } from '@/contracts/sensor';

/** How well a sensor is heard, as it says itself. */
export interface Signal {
  readonly value: number;
  readonly quantity: 'signal_strength' | 'link_quality';
  readonly words: 'good' | 'fair' | 'weak';
  /** 0 to 1, for an order of sensors that say it in different ways. */
  readonly share: number;
}

/** dBm: of Wi-Fi. Link quality: 0 to 255, by each adapter's own measure. */
const SCALES = {
  signal_strength: { good: -67, weak: -80, from: -100, to: -30 },
  link_quality: { good: 80, weak: 30, from: 0, to: 255 },
} as const;

/** Undefined for a sensor that says nothing of it. */
export function signalOf({ series }: Pick<SensorSummary, 'series'>): Signal | undefined {
  for (const quantity of ['signal_strength', 'link_quality'] as const) {
    const latest = series.find((one) => one.quantity === quantity)?.latest;
    if (latest == null) continue;
    const { value } = latest;
    const { good, weak, from, to } = SCALES[quantity];
    const words = value < weak ? 'weak' : value > good ? 'good' : 'fair';
    return { value, quantity, words, share: Math.min(1, Math.max(0, (value - from) / (to - from))) };
  }
  return undefined;
}
