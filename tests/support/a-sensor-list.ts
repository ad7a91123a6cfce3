import { quantityOf } from '@/contracts/quantities';
import type { SensorSummary } from '@/contracts/sensor';
import type { SensorFacts } from '@/contracts/sensor-facts';

interface Given extends Partial<SensorSummary> {
  readonly seenAt?: number;
  readonly rhythmMs?: number | null;
}

/** A sensor as lists have it, with these newest values. */
export function aSummary(
  id: string,
  values: Readonly<Record<string, number>>,
  { seenAt = 1_000, rhythmMs = null, ...given }: Given = {},
): SensorSummary {
  return {
    id,
    name: id,
    room: null,
    icon: null,
    profile: null,
    availability: null,
    series: Object.entries(values).map(([quantity, value]) => ({
      quantity,
      channel: null,
      unit: quantityOf(quantity)?.unit ?? '',
      latest: { measuredAt: seenAt, value, seenAt, changedAt: seenAt },
      rhythmMs,
    })),
    ...given,
  };
}

/** What lists say of it besides: nothing but what is given. */
export function someFacts(id: string, given: Partial<SensorFacts> = {}): SensorFacts {
  return { id, family: null, model: null, firmware: null, day: null, implausible: null, ...given };
}
