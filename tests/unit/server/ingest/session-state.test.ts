import { describe, expect, it } from 'vitest';
import { SessionState } from '@/server/ingest/session-state';
import { covers } from '@/server/ingest/topic-filter';

const MEGABYTE = 1024 * 1024;

function aMessage(brokerCounter: number, bytes = 1) {
  return { brokerId: 'b', brokerCounter, topic: 'a', qos: 1, payload: Buffer.alloc(bytes) };
}

describe('covers', () => {
  it.each([
    ['home/power', 'home/power', true],
    ['home/+', 'home/power', true],
    ['home/+', 'home/kitchen/power', false],
    ['home/#', 'home/kitchen/power', true],
    ['home/#', 'home', true],
    ['#', 'home/power', true],
    ['+/power', 'home/power', true],
    ['home', 'home/power', false],
    ['#', '$SYS/heartbeat', false],
    ['$SYS/#', '$SYS/heartbeat', true],
    ['+', '/', false],
    ['+/+', '/', true],
  ])('%s, %s: %s', (filter, topic, expected) => {
    expect(covers(filter, topic)).toBe(expected);
  });
});

describe('SessionState', () => {
  it('names each session once, with its strongest subscription', () => {
    const state = new SessionState();
    state.subscribe('display', [
      { topic: 'home/#', qos: 1 },
      { topic: 'home/power', qos: 2 },
    ]);
    state.subscribe('weak', [{ topic: 'home/#', qos: 0 }]);

    expect(state.subscribers('home/power')).toMatchObject([{ clientId: 'display', qos: 2 }]);
  });

  it('forgets whom it named when subscriptions change', () => {
    const state = new SessionState();
    state.subscribe('display', [{ topic: 'home/#', qos: 1 }]);
    state.subscribers('home/power');

    state.unsubscribe('display', ['home/#']);

    expect(state.subscribers('home/power')).toEqual([]);
  });

  it('keeps retained messages within bounds: what it has may change and go, what is new finds no room', () => {
    const state = new SessionState();
    const retain = (topic: string, bytes: number) =>
      state.retain({ topic, qos: 1, payload: Buffer.alloc(bytes) });
    for (let index = 0; index < 60; index++) expect(retain(`camera/${index}`, MEGABYTE)).toBe(true);

    expect(retain('large', 5 * MEGABYTE)).toBe(false);
    expect(retain('camera/0', 2 * MEGABYTE)).toBe(true);
    expect(retain('camera/1', 0)).toBe(true);
    expect(retain('camera/2', 9 * MEGABYTE)).toBe(true);
    expect(state.retained.has('camera/2')).toBe(false);
    expect(retain('large', 3 * MEGABYTE)).toBe(true);
    for (let index = 0; index < 60_000; index++) retain(`flood/${index}`, 1);

    expect(state.retained.size).toBe(50_000);
    expect(retain('flood/0', 2)).toBe(true);
    expect(retain('flood/59999', 1)).toBe(false);
  });

  it('keeps a bounded queue, the newest of it', () => {
    const state = new SessionState();
    state.subscribe('display', [{ topic: 'a', qos: 1 }]);
    for (let counter = 1; counter <= 1_005; counter++) state.enqueue('display', aMessage(counter));
    const session = state.sessions.get('display');

    expect(session?.queue.size).toBe(1_000);
    expect([...(session?.queue.values() ?? [])][0]?.brokerCounter).toBe(6);

    state.enqueue('display', aMessage(2_000, 4 * 1024 * 1024));
    expect(session?.queue.size).toBe(1);
  });
});
