import type { NewestReading, SeriesSpan } from '@/contracts/history';
import type { SensorSummary } from '@/contracts/sensor';
import type { Cursor } from '@/contracts/socket-events';
import type { SwapLine } from '@/contracts/swap';
import type { RangeId } from './ranges';
import type { SeriesRef } from './series-name';

/** What the server hands a sensor's page: all of it up to `cursor`, or a little beyond. Moments are ms since 1970. */
export interface SensorPageData {
  readonly sensor: SensorSummary;
  readonly rangeId: RangeId;
  /** Undefined before the sensor's first reading. */
  readonly series: SeriesRef | undefined;
  readonly span: SeriesSpan | undefined;
  readonly newest: readonly NewestReading[];
  readonly cursor: Cursor | undefined;
  /** Where another device took over. */
  readonly swaps: readonly SwapLine[];
  readonly serverTime: number;
}
