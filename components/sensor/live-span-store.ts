import { beginSpan, goOn, type LiveSpan, type LiveValue } from '@/components/charts/live-span';
import { createPulse, type Pulse } from '@/components/live/pulse';
import type { SampleOrigin } from '@/components/live/subscription';
import type { SeriesSpan } from '@/contracts/history';
import { type Cursor, FLAG_IMPLAUSIBLE, FLAG_MERGED, type Sample } from '@/contracts/socket-events';
import type { Range } from './ranges';
import { type SeriesRef, seriesKey } from './series-name';

/**
 * A chart redraws about once a second at most: one update costs as much as drawing it anew. A little less than a second, so that
 * a sensor with a value each second is drawn together with the number it changes.
 */
const REDRAW_MS = 900;
/** All of a page's charts have had their turn. */
const TURNS_MS = 1_000;
/** What a hidden page lets pile up before it rather fetches the span again. */
const PILED_UP = 5_000;
/** Between one try to fetch a span and the next. */
const RETRY_MS = [2_000, 5_000, 15_000, 30_000] as const;

export interface ShownSpan {
  readonly series: SeriesRef;
  readonly range: Range;
}

/** What a chart shows: a new object at every change. */
export interface LiveSpanState {
  readonly live: LiveSpan | undefined;
  /** Which series and range `live` is of: the old one stays while another loads. */
  readonly of: ShownSpan | undefined;
  readonly isLoading: boolean;
  /** A sentence, when the span could not be fetched. */
  readonly failure: string | undefined;
  /** Where a watch goes on that belongs to this span, and which of them it is. */
  readonly cursor: Cursor | undefined;
  readonly generation: number;
}

/** Gives a span that reaches up to now. */
export type FetchSpan = (shown: ShownSpan, signal: AbortSignal) => Promise<SeriesSpan>;

/** The span of the series that a chart shows, kept up to date: fetched where it must be, else gone on with what comes. */
export class LiveSpanStore {
  private piled: LiveValue[] = [];
  private pulse: Pulse | undefined;
  private wanted: ShownSpan | undefined;
  private fetching: AbortController | undefined;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  state: LiveSpanState;

  constructor(
    of: ShownSpan | undefined,
    span: SeriesSpan | undefined,
    cursor: Cursor | undefined,
    private readonly fetchSpan: FetchSpan,
    /** Of many charts on a page each redraws so long after a second began; absent: at once. */
    private readonly turnMs?: number,
  ) {
    this.wanted = of;
    this.state = {
      live: span && beginSpan(span),
      of,
      isLoading: false,
      failure: undefined,
      cursor,
      generation: 0,
    };
  }

  start(): () => void {
    this.pulse = createPulse(
      this.turnMs === undefined ? REDRAW_MS : TURNS_MS,
      () => this.redraw(),
      this.turnMs,
    );
    if (keyOf(this.wanted) !== keyOf(this.state.of)) this.refetchSoon();
    return () => {
      this.pulse?.stop();
      this.endFetch();
    };
  }

  subscribe(onChange: () => void): () => void {
    this.listeners.add(onChange);
    return () => this.listeners.delete(onChange);
  }

  /** Shows this from now on; fetches it unless it is what is shown. */
  show(wanted: ShownSpan | undefined): void {
    if (keyOf(wanted) === keyOf(this.wanted)) return;
    this.wanted = wanted;
    this.failures = 0;
    this.set({ ...this.state, failure: undefined });
    this.refetchSoon();
  }

  /** Samples of the watch that belongs to the span of this generation; those of an older watch come again with the newer. */
  take(generation: number, samples: readonly Sample[], origin: SampleOrigin): void {
    const { of, live } = this.state;
    if (generation !== this.state.generation || of === undefined) return;
    const knownUpTo = origin === 'snapshot' ? live?.newest?.at : undefined;
    const values = samples.filter((sample) => isOf(sample, of.series)).map(liveValueOf);
    const end = of.range.chosen?.to ?? Number.POSITIVE_INFINITY;
    const fresh = values.filter(({ at }) => at <= end && (knownUpTo === undefined || at > knownUpTo));
    if (fresh.length === 0) return;
    if (this.piled.length < PILED_UP) this.piled.push(...fresh);
    this.pulse?.poke();
  }

  /** Fetches what is shown again; answers with its cursor. Rejects when it can't be had: the old one stays, and it is tried again. */
  async refetch(): Promise<Cursor | undefined> {
    const { wanted } = this;
    // Nothing to go on from: the watch begins with what there is.
    if (wanted === undefined) return undefined;
    this.endFetch();
    const fetching = new AbortController();
    this.fetching = fetching;
    this.set({ ...this.state, isLoading: true });
    try {
      this.begin(wanted, await this.fetchSpan(wanted, fetching.signal));
    } catch (error) {
      if (!fetching.signal.aborted) this.fail(error);
      throw error;
    }
    return this.state.cursor;
  }

  private begin(of: ShownSpan, span: SeriesSpan): void {
    this.fetching = undefined;
    this.failures = 0;
    this.piled = [];
    this.set({
      live: beginSpan(span),
      of,
      isLoading: false,
      failure: undefined,
      cursor: span.cursor,
      generation: this.state.generation + 1,
    });
  }

  private fail(error: unknown): void {
    const failure = error instanceof Error ? error.message : String(error);
    this.fetching = undefined;
    this.set({ ...this.state, isLoading: false, failure });
    const pauseMs = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    this.retry = setTimeout(() => this.refetchSoon(), pauseMs);
  }

  private redraw(): void {
    const values = this.piled;
    this.piled = [];
    const { live } = this.state;
    const next = live && goOn(live, values);
    const outdated = next?.outdated === true || values.length >= PILED_UP;
    this.set({ ...this.state, live: next && { ...next, outdated } });
    // Begun anew at every redraw, a fetch that takes longer would never end.
    if (outdated && this.fetching === undefined && this.retry === undefined) this.refetchSoon();
  }

  // What goes wrong stands in the state.
  private refetchSoon(): void {
    this.refetch().catch(() => undefined);
  }

  private endFetch(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    this.fetching?.abort();
    this.fetching = undefined;
  }

  private set(state: LiveSpanState): void {
    this.state = state;
    for (const onChange of this.listeners) onChange();
  }
}

function keyOf(shown: ShownSpan | undefined): string | undefined {
  return shown && `${seriesKey(shown.series)} ${shown.range.id}`;
}

function isOf([, quantity, channel]: Sample, series: SeriesRef): boolean {
  return quantity === series.quantity && channel === series.channel;
}

function liveValueOf([, , , micros, value, flags]: Sample): LiveValue {
  return {
    at: micros / 1_000,
    value,
    implausible: (flags & FLAG_IMPLAUSIBLE) !== 0,
    merged: (flags & FLAG_MERGED) !== 0,
  };
}
