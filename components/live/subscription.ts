import type { AvailabilityChange, Changed, Cursor, Sample, Scope } from '@/contracts/socket-events';
import { samplesFor } from './watch-plan';

/** Where samples come from: all there is at the start, what came while away, or just now. */
export type SampleOrigin = 'snapshot' | 'missed' | 'live';

/** Who is told. */
export interface WatchListener {
  /** In log order. With several watches on one page a sample may come again: key what you keep by its measured time. */
  samples(samples: readonly Sample[], origin: SampleOrigin): void;
  availability?(changes: readonly AvailabilityChange[]): void;
  /** A span changed in history: fetch it again if it is shown. */
  changed?(changed: Changed): void;
  /** Too much was missed: fetch everything from this moment (ms since 1970, 0 = all), answer with the new page's cursor. */
  refetch(from: number): Promise<Cursor | undefined>;
  /** The server won't serve this watch. It is asked for again now and then. */
  refused?(reason: string): void;
}

/** One watch that somebody on the page wants. */
export class Subscription {
  /** Fetching its page again: no part of any watch until it has a cursor. */
  refetching = false;

  constructor(
    readonly scope: Scope,
    public cursor: Cursor | undefined,
    private readonly listener: WatchListener,
  ) {}

  take(samples: readonly Sample[], origin: SampleOrigin, cursor: Cursor): void {
    this.cursor = cursor;
    const own = samplesFor(this.scope, samples);
    if (own.length > 0 || origin === 'snapshot') this.listener.samples(own, origin);
  }

  takeAvailability(changes: readonly AvailabilityChange[] | undefined): void {
    if (changes === undefined) return;
    const { scope } = this;
    const own = scope.kind === 'sensor' ? changes.filter(([sensorId]) => sensorId === scope.id) : changes;
    if (own.length > 0) this.listener.availability?.(own);
  }

  takeChanged(changed: Changed): void {
    const { scope } = this;
    const concerns =
      changed.series === null || scope.kind !== 'sensor' || changed.series.sensorId === scope.id;
    if (concerns) this.listener.changed?.(changed);
  }

  refuse(reason: string): void {
    this.listener.refused?.(reason);
  }

  /** Resolves once the page is fetched again; rejects when that failed, and the old cursor still stands. */
  async refetch(from: number): Promise<void> {
    this.refetching = true;
    this.cursor = await this.listener.refetch(from);
    this.refetching = false;
  }
}
