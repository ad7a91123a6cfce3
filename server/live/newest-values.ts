import type { Measure, Reading } from '@/contracts/reading';
import {
  type AvailabilityChange,
  type Changed,
  FLAG_IMPLAUSIBLE,
  FLAG_LATE,
  FLAG_MERGED,
  FLAG_RECEIPT_TIME,
  type Sample,
} from '@/contracts/socket-events';

/** Beyond this many sensors the one known longest is forgotten: its next reading makes it known again. */
const KNOWN_SENSORS = 500_000;

interface SeriesState {
  /** By measured time; undefined while all that came was implausible. */
  newest: Sample | undefined;
  lastArrived: Sample;
  /** Newest measured time among what came over the log, as opposed to from history. */
  newestInLog: number;
  /** Sequence of the record that last brought a sample. */
  touched: number;
}

interface SensorState {
  readonly id: string;
  readonly series: Map<string, SeriesState>;
  availability: { readonly change: AvailabilityChange; readonly touched: number } | undefined;
}

export interface Taken {
  readonly samples: readonly Sample[];
  readonly availability: AvailabilityChange | undefined;
}

/** The newest value of each series, and what changed since when. */
export interface NewestValues {
  /** History's newest values, before any record. */
  seed(samples: readonly Sample[]): void;
  /** Takes a reading over; `known`: history had stored it before it gave the seed. Answers with what it brought. */
  take(reading: Reading, sequence: number, known: boolean): Taken;
  /** Whether a span that changed in history may hold another newest value than the one known. */
  reaches(changed: Changed): boolean;
  /** What may be another by these changes is what history says it is; what it has none of is none. */
  settle(samples: readonly Sample[], changed: readonly Changed[]): void;
  snapshot(sensorIds: Iterable<string> | undefined): Sample[];
  /** What records after `sequence` touched: one sample a series, its newest, flagged as merged. */
  mergedSince(
    sequence: number,
    sensorIds: Iterable<string> | undefined,
  ): { samples: Sample[]; availability: AvailabilityChange[] };
}

export function createNewestValues(): NewestValues {
  const sensors = new Map<string, SensorState>();

  function sensorOf(id: string): SensorState {
    const known = sensors.get(id);
    if (known !== undefined) return known;
    if (sensors.size >= KNOWN_SENSORS) forgetOne(sensors);
    const fresh: SensorState = { id, series: new Map(), availability: undefined };
    sensors.set(id, fresh);
    return fresh;
  }

  function statesOf(sensorIds: Iterable<string> | undefined): SensorState[] {
    if (sensorIds === undefined) return [...sensors.values()];
    return [...sensorIds].flatMap((id) => sensors.get(id) ?? []);
  }

  function seed(samples: readonly Sample[]): void {
    for (const sample of samples) {
      const [id, quantity, channel] = sample;
      sensorOf(id).series.set(seriesKey(quantity, channel), {
        newest: sample,
        lastArrived: sample,
        newestInLog: Number.NEGATIVE_INFINITY,
        touched: -1,
      });
    }
  }

  return {
    seed,
    take: (reading, sequence, known) => takeReading(sensorOf(reading.sensorId), reading, sequence, known),
    reaches: (changed) =>
      statesUpTo(sensors, changed).length > 0 ||
      (changed.series !== null && stateOf(sensors, changed.series) === undefined),
    settle: (samples, spans) => {
      const settled = new Map(samples.map((sample) => [nameOf(sample), sample]));
      for (const changed of spans) {
        for (const state of statesUpTo(sensors, changed)) {
          state.newest = settled.get(nameOf(state.lastArrived));
        }
      }
      seed(samples.filter((sample) => stateOf(sensors, seriesOf(sample)) === undefined));
    },
    snapshot: (sensorIds) =>
      statesOf(sensorIds).flatMap((sensor) =>
        [...sensor.series.values()].flatMap(({ newest }) => (newest === undefined ? [] : [newest])),
      ),
    mergedSince: (sequence, sensorIds) => {
      const states = statesOf(sensorIds);
      return {
        samples: states.flatMap((sensor) => mergedOf(sensor, sequence)),
        availability: states.flatMap(({ availability }) =>
          availability !== undefined && availability.touched > sequence ? [availability.change] : [],
        ),
      };
    },
  };
}

type SeriesName = NonNullable<Changed['series']>;

/** The series that changed and whose newest value is no younger than what did, or that have none. */
function statesUpTo(
  sensors: ReadonlyMap<string, SensorState>,
  { series, to }: Changed,
): readonly SeriesState[] {
  const states =
    series === null
      ? [...sensors.values()].flatMap((sensor) => [...sensor.series.values()])
      : [stateOf(sensors, series)];
  return states.filter(
    (state): state is SeriesState =>
      state !== undefined && (state.newest === undefined || state.newest[3] <= to),
  );
}

function stateOf(
  sensors: ReadonlyMap<string, SensorState>,
  { sensorId, quantity, channel }: SeriesName,
): SeriesState | undefined {
  return sensors.get(sensorId)?.series.get(seriesKey(quantity, channel));
}

function seriesOf([sensorId, quantity, channel]: Sample): SeriesName {
  return { sensorId, quantity, channel };
}

function nameOf([sensorId, quantity, channel]: Sample): string {
  return `${sensorId}\n${seriesKey(quantity, channel)}`;
}

function takeReading(sensor: SensorState, reading: Reading, sequence: number, known: boolean): Taken {
  const availability: AvailabilityChange | undefined = reading.availability && [
    sensor.id,
    reading.availability,
    reading.measuredAt,
  ];
  if (availability !== undefined) sensor.availability = { change: availability, touched: sequence };
  // A message the broker had stored is no reading: it says nothing about now.
  const measures = reading.replayed ? [] : reading.measures;
  return {
    samples: measures.map((measure) => takeMeasure(sensor, reading, measure, sequence, known)),
    availability,
  };
}

function takeMeasure(
  sensor: SensorState,
  reading: Reading,
  measure: Measure,
  sequence: number,
  known: boolean,
): Sample {
  const key = seriesKey(measure.quantity, measure.channel);
  const series = sensor.series.get(key);
  const newestBefore = (known ? undefined : series?.newest?.[3]) ?? series?.newestInLog;
  const late = newestBefore !== undefined && reading.measuredAt < newestBefore;
  const [, quantity, channel] = series?.lastArrived ?? [sensor.id, measure.quantity, measure.channel];
  // The series' own strings: 50,000 records in memory share them.
  const sample: Sample = [
    sensor.id,
    quantity,
    channel,
    reading.measuredAt,
    measure.value,
    flagsOf(reading, measure, late),
  ];
  const implausible = measure.quality === 'implausible';
  if (series === undefined) {
    sensor.series.set(key, {
      newest: implausible ? undefined : sample,
      lastArrived: sample,
      newestInLog: implausible ? Number.NEGATIVE_INFINITY : reading.measuredAt,
      touched: sequence,
    });
    return sample;
  }
  series.lastArrived = sample;
  series.touched = sequence;
  if (implausible) return sample;
  if (series.newest === undefined || reading.measuredAt >= series.newest[3]) series.newest = sample;
  series.newestInLog = Math.max(series.newestInLog, reading.measuredAt);
  return sample;
}

function flagsOf(reading: Reading, measure: Measure, late: boolean): number {
  return (
    (measure.quality === 'implausible' ? FLAG_IMPLAUSIBLE : 0) |
    (late ? FLAG_LATE : 0) |
    (reading.clock === 'receipt' || reading.clock === 'suspect' ? FLAG_RECEIPT_TIME : 0)
  );
}

function mergedOf(sensor: SensorState, sequence: number): Sample[] {
  return [...sensor.series.values()]
    .filter((series) => series.touched > sequence)
    .map((series) => {
      const [id, quantity, channel, measuredAt, value, flags] = series.newest ?? series.lastArrived;
      return [id, quantity, channel, measuredAt, value, flags | FLAG_MERGED];
    });
}

function forgetOne(sensors: Map<string, SensorState>): void {
  const oldest = sensors.keys().next();
  if (!oldest.done) sensors.delete(oldest.value);
}

function seriesKey(quantity: string, channel: string | null): string {
  return channel === null ? quantity : `${quantity}\n${channel}`;
}
