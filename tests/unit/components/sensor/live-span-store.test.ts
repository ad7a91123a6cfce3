import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type FetchSpan, LiveSpanStore, type ShownSpan } from '@/components/sensor/live-span-store';
import { rangeOf } from '@/components/sensor/ranges';
import type { SeriesSpan } from '@/contracts/history';
import { FLAG_MERGED, type Sample } from '@/contracts/socket-events';

const T = 1_795_000_000_000;
const HOUR: ShownSpan = { series: { quantity: 'temperature', channel: null }, range: rangeOf('1h') };
const WEEK: ShownSpan = { ...HOUR, range: rangeOf('7d') };
const cursor = (offset: number) => ({ topicId: 't', offsets: { 0: offset } });
const sample = (at: number, value: number, flags = 0): Sample => [
  'kitchen',
  'temperature',
  null,
  at * 1_000,
  value,
  flags,
];

const aSpan = (values: readonly number[], offset: number): SeriesSpan => ({
  from: T,
  to: T + 60_000,
  bucketMs: 0,
  meanKind: 'mean',
  points: values.map((value, index) => [T + index * 1_000, value, value, value, 1]),
  gaps: [],
  implausible: [],
  statistics: { count: values.length, mean: null, lowest: null, highest: null, complete: 1, rhythmMs: 1_000 },
  cursor: cursor(offset),
});

let stop = () => {};
const started = (fetchSpan: FetchSpan) => {
  const store = new LiveSpanStore(HOUR, aSpan([1, 2], 10), cursor(10), fetchSpan);
  stop = store.start();
  return store;
};
const values = ({ state }: LiveSpanStore) => state.live?.rows.map(([, mean]) => mean);

beforeEach(() => {
  vi.useFakeTimers();
  // The far edge: a page that is seen.
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('draws at once after a quiet moment, then once a second', () => {
  const store = started(() => Promise.reject(new Error('not asked')));

  store.take(0, [sample(T + 2_000, 3)], 'live');
  const first = values(store);
  store.take(0, [sample(T + 3_000, 4)], 'live');
  const second = values(store);
  vi.advanceTimersByTime(1_000);

  expect([first, second, values(store)]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3, 4],
  ]);
});

it('takes nothing twice when a span comes between: what an older watch brings comes again with the newer', async () => {
  const store = started(async () => aSpan([1, 2, 3], 11));

  store.take(0, [sample(T + 2_000, 3)], 'live');
  store.take(0, [sample(T + 2_500, 3.5)], 'live');
  await store.refetch();
  store.take(0, [sample(T + 2_000, 3)], 'live');
  store.take(1, [sample(T + 3_000, 4)], 'missed');
  vi.advanceTimersByTime(2_000);

  expect(values(store)).toEqual([1, 2, 3, 4]);
  expect(store.state).toMatchObject({ generation: 1, cursor: cursor(11) });
});

it('fetches another range, and keeps the old picture until it is there', async () => {
  let arrive: (span: SeriesSpan) => void = () => {};
  const store = started(() => new Promise((resolve) => (arrive = resolve)));

  store.show(HOUR);
  const unasked = store.state.isLoading;
  store.show(WEEK);
  const meanwhile = { ...store.state, live: values(store) };
  arrive(aSpan([7], 12));
  await vi.advanceTimersByTimeAsync(0);

  expect(unasked).toBe(false);
  expect(meanwhile).toMatchObject({ isLoading: true, of: HOUR, live: [1, 2] });
  expect(store.state).toMatchObject({ isLoading: false, of: WEEK });
  expect(values(store)).toEqual([7]);
});

it('says why a span can’t be had, and goes on with the old one', async () => {
  const store = started(() => Promise.reject(new Error('History can’t be read right now.')));

  await expect(store.refetch()).rejects.toThrow('History');
  store.take(0, [sample(T + 2_000, 3)], 'live');

  expect(store.state).toMatchObject({
    isLoading: false,
    failure: 'History can’t be read right now.',
    generation: 0,
  });
  expect(values(store)).toEqual([1, 2, 3]);
});

it('fetches the span again when values were left out', async () => {
  const store = started(async () => aSpan([1, 2, 2.5, 3], 20));

  store.take(0, [sample(T + 3_000, 3, FLAG_MERGED)], 'live');
  await vi.advanceTimersByTimeAsync(0);

  expect(values(store)).toEqual([1, 2, 2.5, 3]);
  expect(store.state.generation).toBe(1);
});

it('lets a fetch that takes longer than a second end, also while more is left out', async () => {
  let asked = 0;
  const store = started(async (_shown, signal) => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    signal.throwIfAborted();
    return aSpan([7], 30);
  });

  for (let second = 1; second <= 4; second += 1) {
    store.take(0, [sample(T + 1_000 + second * 1_000, second, FLAG_MERGED)], 'live');
    await vi.advanceTimersByTimeAsync(1_000);
  }

  expect([asked, values(store)]).toEqual([1, [7]]);
});

it('tries again by itself after a failure, less and less often, until the span is there', async () => {
  let isAway = true;
  const askedAt: number[] = [];
  const store = started(async () => {
    askedAt.push(Math.round(performance.now() - begunAt));
    if (isAway) throw new Error('History can’t be read right now.');
    return aSpan([7], 12);
  });
  const begunAt = performance.now();

  store.show(WEEK);
  await vi.advanceTimersByTimeAsync(10_000);
  const failure = store.state.failure;
  isAway = false;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(failure).toBe('History can’t be read right now.');
  expect(askedAt).toEqual([0, 2_000, 7_000, 22_000]);
  expect(store.state).toMatchObject({ failure: undefined, of: WEEK });
});

it('has nothing to go on from before the first reading: a watch begins with what there is', async () => {
  const store = new LiveSpanStore(undefined, undefined, cursor(10), () =>
    Promise.reject(new Error('not asked')),
  );
  stop = store.start();

  expect(await store.refetch()).toBeUndefined();
});

it('draws nothing for a hidden page, and all of it when it shows again', () => {
  const store = started(() => Promise.reject(new Error('not asked')));
  Object.assign(document, { visibilityState: 'hidden' });

  store.take(0, [sample(T + 2_000, 3)], 'live');
  vi.advanceTimersByTime(10_000);
  const hidden = values(store);
  Object.assign(document, { visibilityState: 'visible' });
  document.dispatchEvent(new Event('visibilitychange'));

  expect([hidden, values(store)]).toEqual([
    [1, 2],
    [1, 2, 3],
  ]);
});
