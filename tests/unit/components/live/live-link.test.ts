import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLiveLink, type LiveLink } from '@/components/live/live-link';
import type { SampleOrigin, WatchListener } from '@/components/live/subscription';
import type { Cursor, Sample, Scope } from '@/contracts/socket-events';
import { aSample, cursorAt, FakePage, FakePort } from './fake-port';

const kitchen: Scope = { kind: 'sensor', id: 'kitchen' };
const NOON = 1_700_000_000_000;

let port: FakePort;
let page: FakePage;
let link: LiveLink;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  port = new FakePort();
  page = new FakePage();
  link = aLink();
  stop = link.start();
});

function aLink(): LiveLink {
  return createLiveLink({
    page,
    makePort: (events) => {
      port.events = events;
      return port;
    },
  });
}

afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('asks for what is wanted from where the page ended, and hands on what comes', async () => {
  const { told, listener } = aListener();
  link.watch(kitchen, cursorAt(7), listener);
  port.connect();

  expect(port.asked.at(-1)).toMatchObject({ scope: kitchen, since: cursorAt(7) });
  port.answer(missed([aSample('kitchen', 1)], 9));
  port.send(4, [aSample('kitchen', 2)], 10);

  expect(told).toEqual([
    ['missed', [aSample('kitchen', 1)]],
    ['live', [aSample('kitchen', 2)]],
  ]);
  expect(state()).toEqual({ kind: 'live' });
});

it('that is prepared is there before the page, says nothing, and is asked once the page stands', async () => {
  stop();
  port = new FakePort();
  link = aLink();
  link.prepare();
  port.connect();
  expect(port.asked).toEqual([]);
  expect(state()).toEqual({ kind: 'connecting' });

  link.watch(kitchen, cursorAt(7), aListener().listener);
  stop = link.start();
  await vi.advanceTimersByTimeAsync(0);

  expect(port.opened).toBe(1);
  expect(port.asked).toMatchObject([{ scope: kitchen, since: cursorAt(7) }]);
  port.answer(missed([], 8));
  expect(state()).toEqual({ kind: 'live' });
});

it('goes on after a break from the last frame it was given', async () => {
  const { told, listener } = aListener();
  await flowing(listener);
  port.send(1, [aSample('kitchen', 1)], 12);

  port.lose();
  await vi.advanceTimersByTimeAsync(400);
  expect(port.opened).toBe(2);
  port.connect();

  expect(port.asked.at(-1)?.since).toEqual(cursorAt(12));
  port.answer(missed([aSample('kitchen', 2)], 13));
  expect(told.at(-1)).toEqual(['missed', [aSample('kitchen', 2)]]);
});

it('shows nothing of a hiccup', async () => {
  await flowing();
  const states = recordStates();

  port.lose();
  await vi.advanceTimersByTimeAsync(1_400);
  port.connect();
  port.answer(missed([], 10));
  await vi.advanceTimersByTimeAsync(10_000);

  expect(states).toEqual([]);
});

it('says since when the link is lost and of when the numbers are, then how many readings were caught up, for two seconds', async () => {
  await flowing();
  await vi.advanceTimersByTimeAsync(5_000);
  port.events.heard();
  await vi.advanceTimersByTimeAsync(1_000);

  port.lose();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(state()).toEqual({ kind: 'lost', since: NOON + 6_000, lastShownAt: NOON + 5_000 });
  port.connect();
  expect(state().kind).toBe('lost');
  port.answer(missed([aSample('kitchen', 1), aSample('kitchen', 2)], 12));

  expect(state()).toEqual({ kind: 'caughtUp', count: 2, since: NOON + 6_000 });
  await vi.advanceTimersByTimeAsync(1_999);
  expect(state().kind).toBe('caughtUp');
  await vi.advanceTimersByTimeAsync(1);
  expect(state()).toEqual({ kind: 'live' });
});

it('believes the browser at once when it says that it is offline', async () => {
  await flowing();

  page.goOffline();

  expect(state()).toMatchObject({ kind: 'lost', since: NOON });
});

it('tries at once when a person asks, or the network returns', async () => {
  await flowing();
  port.lose();
  await vi.advanceTimersByTimeAsync(20_000);
  const tried = port.opened;

  link.tryNow();
  expect(port.opened).toBe(tried + 1);
  page.resume();
  expect(port.opened).toBe(tried + 2);
});

it('keeps trying, never more than six seconds apart', async () => {
  await flowing();
  port.lose();
  for (let minute = 0; minute < 10; minute += 1) {
    const before = port.opened;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(port.opened).toBeGreaterThan(before);
    port.lose();
  }
});

it('asks a woken connection whether it lives, and makes a new one when it does not answer', async () => {
  await flowing();
  port.send(1, [aSample('kitchen', 1)], 11);

  page.resume();
  await Promise.resolve();
  expect(port.asked.at(-1)?.since).toEqual(cursorAt(11));
  const opened = port.opened;
  port.answer(undefined);
  await vi.advanceTimersByTimeAsync(400);

  expect(port.opened).toBe(opened + 1);
});

it('hands out no frame twice that comes while it asks again', async () => {
  const { told, listener } = aListener();
  await flowing(listener);

  page.resume();
  await Promise.resolve();
  port.send(1, [aSample('kitchen', 1)], 11);
  port.answer(missed([aSample('kitchen', 1)], 11));

  expect(told).toEqual([['missed', [aSample('kitchen', 1)]]]);
});

it('has the page fetched again when too much was missed, and goes on with the new page’s cursor', async () => {
  const { listener, refetched } = aListener(cursorAt(900));
  await flowing(listener);
  port.lose();
  await vi.advanceTimersByTimeAsync(1_500);
  port.connect();

  port.answer({ refetch: 0, serverTime: NOON });
  await vi.advanceTimersByTimeAsync(0);
  expect(refetched).toEqual([0]);
  expect(port.asked.at(-1)?.since).toEqual(cursorAt(900));
  port.answer(missed([], 901));

  expect(state()).toMatchObject({ kind: 'caughtUp', count: null });
});

it('does not fetch a page over and over that is always too old', async () => {
  const { listener, refetched } = aListener(cursorAt(1));
  link.watch(kitchen, cursorAt(1), listener);
  port.connect();
  for (let round = 0; round < 5; round += 1) {
    port.answer({ refetch: 0, serverTime: NOON });
    await vi.advanceTimersByTimeAsync(100);
  }

  expect(refetched.length).toBeLessThanOrEqual(5);
  expect(port.asked).toHaveLength(2);
});

it('asks again, with pauses, for what the server refuses', async () => {
  const { listener, refusals } = aListener();
  link.watch(kitchen, undefined, listener);
  port.connect();

  port.answer({ error: 'There is no such sensor.' });
  expect(refusals).toEqual(['There is no such sensor.']);
  await vi.advanceTimersByTimeAsync(999);
  expect(port.asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(port.asked).toHaveLength(2);
});

it('serves two scopes of a page with the home’s watch, each its own sensor', async () => {
  const one = aListener();
  const other = aListener();
  link.watch(kitchen, cursorAt(5), one.listener);
  link.watch({ kind: 'sensor', id: 'attic' }, cursorAt(3), other.listener);
  port.connect();

  expect(port.asked.at(-1)).toMatchObject({ scope: { kind: 'home' }, since: cursorAt(3) });
  port.answer(missed([], 6));
  port.send(1, [aSample('kitchen', 1), aSample('attic', 2)], 8);

  expect(one.told).toEqual([['live', [aSample('kitchen', 1)]]]);
  expect(other.told).toEqual([['live', [aSample('attic', 2)]]]);
});

it('gives a newcomer its snapshot and lets the others go on from where they were', async () => {
  const { told, listener } = aListener();
  await flowing(listener);
  const newcomer = aListener();
  link.watch(kitchen, undefined, newcomer.listener);
  await Promise.resolve();

  port.answer({ cursor: cursorAt(20), snapshot: [aSample('kitchen', 5)], serverTime: NOON });
  expect(port.asked.at(-1)?.since).toEqual(cursorAt(10));
  port.answer(missed([aSample('kitchen', 4)], 20));

  expect(newcomer.told[0]).toEqual(['snapshot', [aSample('kitchen', 5)]]);
  expect(told).toEqual([['missed', [aSample('kitchen', 4)]]]);
});

it('ends the watch with the last who wanted it, and asks once when one page follows another', async () => {
  const { listener } = aListener();
  const end = await flowing(listener);
  const asked = port.asked.length;

  end();
  const endNext = link.watch({ kind: 'room', id: 3 }, cursorAt(10), listener);
  await Promise.resolve();
  expect(port.asked.slice(asked).map(({ scope }) => scope)).toEqual([{ kind: 'room', id: 3 }]);
  port.answer(missed([], 10));
  endNext();
  await Promise.resolve();

  expect(port.unwatched).toBe(1);
});

it('watches again after it lapsed: at once when visible, else when it becomes so', async () => {
  await flowing();
  const asked = port.asked.length;
  page.visible = false;

  port.events.lapsed();
  await Promise.resolve();
  expect(port.asked).toHaveLength(asked);
  page.resume();
  await Promise.resolve();

  expect(port.asked).toHaveLength(asked + 1);
});

it('tells what it has drawn at most twice a second, and no later than eight seconds after', async () => {
  await flowing();
  for (let n = 1; n <= 300; n += 1) {
    port.send(n, [aSample('kitchen', n)], 10 + n);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(port.seenNumbers.length).toBeLessThanOrEqual(6);
  await vi.advanceTimersByTimeAsync(8_000);

  expect(port.seenNumbers.at(-1)).toBe(300);
});

it('goes by the server’s clock, and of its messages by the fastest', async () => {
  port.connect();
  port.events.status({ kafka: 'ok', readingsPerSecond: 1, serverTime: NOON + 60_000 - 400 });
  port.events.status({ kafka: 'ok', readingsPerSecond: 1, serverTime: NOON + 60_000 - 5 });
  port.events.status({ kafka: 'lagging', readingsPerSecond: 1, serverTime: NOON + 60_000 - 90 });

  expect(link.serverNow()).toBe(NOON + 60_000 - 5);
  expect(link.view().status?.kafka).toBe('lagging');
});

function aListener(refetchedCursor?: Cursor) {
  const told: [SampleOrigin, readonly Sample[]][] = [];
  const refetched: number[] = [];
  const refusals: string[] = [];
  const listener: WatchListener = {
    samples: (samples, origin) => told.push([origin, samples]),
    refetch: async (from) => {
      refetched.push(from);
      return refetchedCursor;
    },
    refused: (reason) => refusals.push(reason),
  };
  return { told, refetched, refusals, listener };
}

/** A link on which the kitchen flows, at offset 10. */
async function flowing(listener = aListener().listener): Promise<() => void> {
  const end = link.watch(kitchen, cursorAt(10), {
    ...listener,
    samples: (samples, origin) => {
      if (samples.length > 0) listener.samples(samples, origin);
    },
  });
  port.connect();
  port.answer(missed([], 10));
  return end;
}

function missed(samples: readonly Sample[], offset: number) {
  return { cursor: cursorAt(offset), missed: samples, serverTime: Date.now() };
}

function state() {
  return link.view().state;
}

function recordStates(): string[] {
  const states: string[] = [];
  link.subscribe(() => states.push(state().kind));
  return states;
}
