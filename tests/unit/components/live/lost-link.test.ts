import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveLink } from '@/components/live/live-link';
import { LinkUnderTest, missed, NOON } from './a-link';
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

it('shows nothing of a hiccup', async () => {
  await underTest.flowing();
  const states = recordStates();

  port.lose();
  await vi.advanceTimersByTimeAsync(1_400);
  port.connect();
  port.answer(missed([], 10));
  await vi.advanceTimersByTimeAsync(10_000);

  expect(states).toEqual([]);
});

it('says since when the link is lost and of when the numbers are, then how many readings were caught up, for two seconds', async () => {
  await underTest.flowing();
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
  await underTest.flowing();

  page.goOffline();

  expect(state()).toMatchObject({ kind: 'lost', since: NOON });
});

it('tries at once when a person asks, or the network returns', async () => {
  await underTest.flowing();
  port.lose();
  await vi.advanceTimersByTimeAsync(20_000);
  const tried = port.opened;

  link.tryNow();
  expect(port.opened).toBe(tried + 1);
  page.resume();
  expect(port.opened).toBe(tried + 2);
});

it('keeps trying, never more than six seconds apart', async () => {
  await underTest.flowing();
  port.lose();
  for (let minute = 0; minute < 10; minute += 1) {
    const before = port.opened;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(port.opened).toBeGreaterThan(before);
    port.lose();
  }
});

it('asks a woken connection whether it lives, and makes a new one when it does not answer', async () => {
  await underTest.flowing();
  port.send(1, [aSample('kitchen', 1)], 11);

  page.resume();
  await Promise.resolve();
  expect(port.asked.at(-1)?.since).toEqual(cursorAt(11));
  const opened = port.opened;
  port.answer(undefined);
  await vi.advanceTimersByTimeAsync(400);

  expect(port.opened).toBe(opened + 1);
});

function state() {
  return link.view().state;
}

function recordStates(): string[] {
  const states: string[] = [];
  link.subscribe(() => states.push(state().kind));
  return states;
}
