import { quantityOf } from '@/contracts/quantities';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';
import { type AvailabilityChange, FLAG_IMPLAUSIBLE, type Sample } from '@/contracts/socket-events';

/** The sensors after these samples. `arrivedAt`: when they came (ms since 1970); undefined for what is told afterwards. */
export function withSamples(
  sensors: readonly SensorSummary[],
  samples: readonly Sample[],
  arrivedAt: number | undefined,
): readonly SensorSummary[] {
  const bySensor = new Map<string, Sample[]>();
  for (const sample of samples) {
    const own = bySensor.get(sample[0]);
    if (own === undefined) bySensor.set(sample[0], [sample]);
    else own.push(sample);
  }
  return sensors.map((sensor) => {
    const own = bySensor.get(sensor.id);
    return own === undefined
      ? sensor
      : { ...sensor, series: own.reduce(takeSample(arrivedAt), sensor.series) };
  });
}

/** The sensors after these came or went. */
export function withAvailability(
  sensors: readonly SensorSummary[],
  changes: readonly AvailabilityChange[],
): readonly SensorSummary[] {
  if (changes.length === 0) return sensors;
  return sensors.map((sensor) => {
    const own = changes.filter(([sensorId]) => sensorId === sensor.id);
    const availability = own.reduce<SensorSummary['availability']>(
      (before, [, state, at]) => (before?.state === state ? before : { state, since: at / 1_000 }),
      sensor.availability,
    );
    return availability === sensor.availability ? sensor : { ...sensor, availability };
  });
}

function takeSample(arrivedAt: number | undefined) {
  return (series: readonly SeriesSummary[], sample: Sample): readonly SeriesSummary[] => {
    const [, quantity, channel] = sample;
    const index = series.findIndex((one) => one.quantity === quantity && one.channel === channel);
    const known = series[index];
    if (known !== undefined)
      return series.with(index, { ...known, latest: latestAfter(known.latest, sample, arrivedAt) });
    const unit = quantityOf(quantity)?.unit ?? '';
    return [
      ...series,
      { quantity, channel, unit, latest: latestAfter(null, sample, arrivedAt), rhythmMs: null },
    ];
  };
}

function latestAfter(
  before: SeriesSummary['latest'],
  [, , , micros, value, flags]: Sample,
  arrivedAt: number | undefined,
): SeriesSummary['latest'] {
  const measuredAt = micros / 1_000;
  const seenAt = Math.max(before?.seenAt ?? 0, arrivedAt ?? measuredAt);
  const isOld = before !== null && measuredAt < before.measuredAt;
  if ((flags & FLAG_IMPLAUSIBLE) !== 0 || isOld) return before && { ...before, seenAt };
  const changedAt = before !== null && before.value === value ? before.changedAt : measuredAt;
  return { measuredAt, value, seenAt, changedAt };
}
