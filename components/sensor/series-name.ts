import type { Format } from '@/components/format/format';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';

/** Which of a sensor's series: what tells them apart. */
export type SeriesRef = Pick<SeriesSummary, 'quantity' | 'channel'>;

/** As it stands in the address: `temperature`, `power~A`. */
export function seriesKey({ quantity, channel }: SeriesRef): string {
  return channel === null ? quantity : `${quantity}~${channel}`;
}

/** The series of that key; the sensor's first for anything else; undefined before its first reading. */
export function chosenSeries(sensor: SensorSummary, key: string | undefined): SeriesSummary | undefined {
  return sensor.series.find((series) => seriesKey(series) === key) ?? sensor.series[0];
}

/** What the sensor says of that series. */
export function seriesOf(sensor: SensorSummary, ref: SeriesRef | undefined): SeriesSummary | undefined {
  return sensor.series.find(({ quantity, channel }) => quantity === ref?.quantity && channel === ref.channel);
}

/** "Temperature", "Power, A". */
export function seriesLabel({ quantity, channel }: SeriesRef, format: Pick<Format, 'label'>): string {
  const label = format.label(quantity);
  return channel === null ? label : `${label}, ${channel}`;
}
