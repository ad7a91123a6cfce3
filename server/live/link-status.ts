import type { Status } from '@/contracts/socket-events';
import type { RunningProjection } from '@/server/stream/types';

/** Behind by what arrives in this long is lagging. */
const LAGGING_S = 2;
/** A batch or two are under way at any moment. */
const LAGGING_RECORDS = 500;

/** Counts readings, and says every few seconds how the road is. */
export class LinkStatus {
  private records = 0;
  private sinceMs = Date.now();
  /** What was said last: a socket that comes in between hears it at once. */
  latest: Status = { kafka: 'ok', readingsPerSecond: 0, serverTime: Date.now() };

  count(records: number): void {
    this.records += records;
  }

  next(projection: Pick<RunningProjection, 'lag' | 'problem'>): Status {
    const nowMs = Date.now();
    const readingsPerSecond = rounded(this.records / Math.max(1, (nowMs - this.sinceMs) / 1_000));
    this.records = 0;
    this.sinceMs = nowMs;
    this.latest = { kafka: roadState(projection, readingsPerSecond), readingsPerSecond, serverTime: nowMs };
    return this.latest;
  }
}

export function roadState(
  projection: Pick<RunningProjection, 'lag' | 'problem'>,
  readingsPerSecond: number,
): Status['kafka'] {
  if (projection.problem() !== undefined) return 'down';
  const behind = projection.lag().reduce((sum, partition) => sum + partition.records, 0);
  return behind > Math.max(LAGGING_RECORDS, LAGGING_S * readingsPerSecond) ? 'lagging' : 'ok';
}

function rounded(perSecond: number): number {
  return Math.round(perSecond * 10) / 10;
}
