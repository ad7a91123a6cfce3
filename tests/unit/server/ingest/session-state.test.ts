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

  it.each([
    [['home/power'], ['home/power']],
    [
      ['home/power', 'home/none', 'home'],
      ['home/power', 'home'],
    ],
    [['home/#'], ['home', 'home/power', 'home/hall/power']],
    [['home/+'], ['home/power']],
    [
      ['+/power', 'home/+/power'],
      ['home/power', 'home/hall/power'],
    ],
    [['#'], ['home', 'home/power', 'home/hall/power', 'homely']],
    [['+'], ['home', 'homely']],
    [['$SYS/#', 'none/#'], ['$SYS/x']],
  ])('finds what was retained for %j', (filters, topics) => {
    const state = new SessionState();
    for (const topic of ['home', 'home/power', 'home/hall/power', 'homely', '$SYS/x'])
      state.retain({ topic, qos: 0, payload: Buffer.from('1') });

    const found = state.retainedFor(filters).map(({ topic }) => topic);

    expect(found.toSorted()).toEqual(topics.toSorted());
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

  it('keeps the queues of all sessions together within bounds', () => {
    const state = new SessionState();
    const queued = (id: string) => state.sessions.get(id)?.queue.size ?? 0;
    const displays = Array.from({ length: 100 }, (_, index) => `display-${index}`);
    for (const display of displays) {
      state.subscribe(display, [{ topic: 'a', qos: 1 }]);
      for (let counter = 1; counter <= 4; counter++) state.enqueue(display, aMessage(counter, MEGABYTE));
    }

    expect(displays.reduce((sum, display) => sum + queued(display), 0)).toBe(128);
    expect(queued('display-0')).toBe(4);
    expect(queued('display-99')).toBe(0);

    for (const display of displays.slice(0, 50)) state.endSession(display);
    state.enqueue('display-99', aMessage(5, MEGABYTE));
    expect(queued('display-99')).toBe(1);
  });

  it('keeps so many sessions of a login, the newest, and does not touch another’s', () => {
    const state = new SessionState();
    state.subscribe('plug/one', [{ topic: 'a', qos: 1 }]);
    const ended = Array.from({ length: 1_001 }, (_, index) =>
      state.subscribe(`gateway/${index}`, [{ topic: 'a', qos: 1 }]),
    ).flat();

    expect(ended).toEqual(['gateway/0']);
    expect(state.sessions.has('gateway/0')).toBe(false);
    expect(state.sessions.has('gateway/1000')).toBe(true);
    expect(state.sessions.has('plug/one')).toBe(true);
    expect(state.subscribers('a')).toHaveLength(1_001);
  });
});
