import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveLink } from '@/components/live/live-link';
import { aListener, kitchen, LinkUnderTest, missed, NOON } from './a-link';
import type { FakePage, FakePort } from './fake-port';
import { aSample, cursorAt } from './fake-port';

let port: FakePort;
let page: FakePage;
let link: LiveLink;
let underTest: LinkUnderTest;

beforeEach(() => {
  underTest = new LinkUnderTest();
  underTest.start();
  ({ port, page, link } = underTest);
});
afterEach(() => underTest.stop());

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
  underTest.stop();
  underTest = new LinkUnderTest();
  ({ port, link } = underTest);
  link.prepare();
  port.connect();
  expect(port.asked).toEqual([]);
  expect(state()).toEqual({ kind: 'connecting' });

  link.watch(kitchen, cursorAt(7), aListener().listener);
  underTest.start();
  await vi.advanceTimersByTimeAsync(0);

  expect(port.opened).toBe(1);
  expect(port.asked).toMatchObject([{ scope: kitchen, since: cursorAt(7) }]);
  port.answer(missed([], 8));
  expect(state()).toEqual({ kind: 'live' });
});

it('goes on after a break from the last frame it was given', async () => {
  const { told, listener } = aListener();
  await underTest.flowing(listener);
  port.send(1, [aSample('kitchen', 1)], 12);

  port.lose();
  await vi.advanceTimersByTimeAsync(400);
  expect(port.opened).toBe(2);
  port.connect();

  expect(port.asked.at(-1)?.since).toEqual(cursorAt(12));
  port.answer(missed([aSample('kitchen', 2)], 13));
  expect(told.at(-1)).toEqual(['missed', [aSample('kitchen', 2)]]);
});

it('hands out no frame twice that comes while it asks again', async () => {
  const { told, listener } = aListener();
  await underTest.flowing(listener);

  page.resume();
  await Promise.resolve();
  port.send(1, [aSample('kitchen', 1)], 11);
  port.answer(missed([aSample('kitchen', 1)], 11));

  expect(told).toEqual([['missed', [aSample('kitchen', 1)]]]);
});

it('has the page fetched again when too much was missed, and goes on with the new page’s cursor', async () => {
  const { listener, refetched } = aListener(cursorAt(900));
  await underTest.flowing(listener);
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
  await underTest.flowing(listener);
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
  const end = await underTest.flowing(listener);
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
  await underTest.flowing();
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
  await underTest.flowing();
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

function state() {
  return link.view().state;
}
