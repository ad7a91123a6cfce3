import { describe, expect, it } from 'vitest';
import { type Link, type Publish, Repeats, type Sent } from '@/server/ingest/repeats';

const NOW = 1_800_000_000_000;
const LIMIT = 100;

function aLink(endedAt?: number): { endedAt: number | undefined } {
  return { endedAt };
}

function aPublish(own: Partial<Publish> = {}): Publish {
  return { packet: 7, qos: 1, topic: 'home/temperature', payload: Buffer.from('21.5'), ...own };
}

function held(publish: Publish, link: Link | undefined, uid = 'first'): Sent {
  return { ...publish, uid, content: publish.payload, state: 'held', link, answeredAt: 0 };
}

/** As the log holds it after a restart. */
function left(publish: Publish): Sent {
  return { ...held(publish, undefined), content: '21.5', state: 'unanswered' };
}

function answered(repeats: Repeats, publish: Publish, link: Link, now = NOW): Sent {
  const sent = held(publish, link);
  repeats.add(sent, LIMIT);
  repeats.settle(sent, now);
  return sent;
}

describe('Repeats', () => {
  it('knows a repeat of a message still held, over the same connection or another', () => {
    const repeats = new Repeats(true);
    const sent = held(aPublish(), aLink());
    repeats.add(sent, LIMIT);

    expect(repeats.match(aPublish(), aLink(), NOW)).toBe(sent);
    expect(repeats.match(aPublish(), sent.link ?? aLink(), NOW)).toBe(sent);
  });

  it.each([
    ['another packet id', { packet: 8 }],
    ['another topic', { topic: 'home/humidity' }],
    ['another payload', { payload: Buffer.from('21.6') }],
    ['another QoS', { qos: 2 }],
  ])('takes %s for a new message', (_what, own) => {
    const repeats = new Repeats(true);
    repeats.add(held(aPublish(), aLink()), LIMIT);

    expect(repeats.match(aPublish(own), aLink(), NOW)).toBeUndefined();
  });

  it('knows a repeat of a message whose sender was gone before the answer', () => {
    const repeats = new Repeats(true);
    const sent = answered(repeats, aPublish(), aLink(NOW - 60_000));

    expect(repeats.match(aPublish(), aLink(), NOW + 3_600_000)).toBe(sent);
  });

  it('takes an equal message over the same connection for a new one once the first is answered', () => {
    const repeats = new Repeats(true);
    const link = aLink();
    answered(repeats, aPublish(), link);

    expect(repeats.match(aPublish(), link, NOW + 10)).toBeUndefined();
  });

  it('knows a repeat of a message whose answer was written right before its connection broke', () => {
    const repeats = new Repeats(true);
    const link = aLink();
    const sent = answered(repeats, aPublish(), link);
    link.endedAt = NOW + 100;

    expect(repeats.match(aPublish(), aLink(), NOW + 1_100)).toBe(sent);
  });

  it('takes the steady value of a sensor that sleeps between messages for new, though the packet id is the same', () => {
    const repeats = new Repeats(true);
    const link = aLink();
    answered(repeats, aPublish(), link);
    link.endedAt = NOW + 100;

    expect(repeats.match(aPublish(), aLink(), NOW + 30_100)).toBeUndefined();
  });

  it('counts all earlier messages as known to be answered once their sender sends something else', () => {
    const repeats = new Repeats(true);
    answered(repeats, aPublish({ packet: 1 }), aLink(NOW - 1));
    const link = aLink();
    repeats.add(held(aPublish({ packet: 2 }), link), LIMIT);

    expect(repeats.match(aPublish({ packet: 1 }), link, NOW)).toBeUndefined();
  });

  it.each([
    ['', [10, 11, 13, 14], 12],
    [', also where the ids begin anew', [65_534, 65_535, 2, 3], 1],
  ])('knows later ones that the log holds, where a kill took one between them%s', (_, logged, missing) => {
    const repeats = new Repeats(true);
    for (const packet of logged) repeats.restore(left(aPublish({ packet })));
    const link = aLink();

    repeats.add(held(aPublish({ packet: missing }), link), LIMIT);

    for (const packet of logged) expect(repeats.match(aPublish({ packet }), link, NOW)).toBeDefined();
  });

  it.each([15, 9, 11])(
    'knows none of those that the log holds once its sender sends a new one: %i',
    (packet) => {
      const repeats = new Repeats(true);
      for (const logged of [10, 11, 13, 14]) repeats.restore(left(aPublish({ packet: logged })));
      const link = aLink();

      repeats.add(held(aPublish({ packet, payload: Buffer.from('22.0') }), link), LIMIT);

      expect(repeats.match(aPublish({ packet: 14 }), link, NOW)).toBeUndefined();
    },
  );

  it('knows none of them either where the ids begin anew before the last that the log holds', () => {
    const repeats = new Repeats(true);
    for (const logged of [500, 501, 1, 2]) repeats.restore(left(aPublish({ packet: logged })));
    const link = aLink();

    repeats.add(held(aPublish({ packet: 3 }), link), LIMIT);

    expect(repeats.match(aPublish({ packet: 500 }), link, NOW)).toBeUndefined();
  });

  it('knows later ones also where the log holds one that came back after a kill before', () => {
    const repeats = new Repeats(true);
    for (const logged of [10, 11, 13, 14, 12, 15, 17]) repeats.restore(left(aPublish({ packet: logged })));
    const link = aLink();

    repeats.add(held(aPublish({ packet: 16 }), link), LIMIT);

    expect(repeats.match(aPublish({ packet: 17 }), link, NOW)).toBeDefined();
  });

  it('keeps what is still held when its sender sends something else', () => {
    const repeats = new Repeats(true);
    const sent = held(aPublish({ packet: 1 }), aLink(NOW - 1));
    repeats.add(sent, LIMIT);
    const link = aLink();
    repeats.add(held(aPublish({ packet: 2 }), link), LIMIT);

    expect(repeats.match(aPublish({ packet: 1 }), link, NOW)).toBe(sent);
  });

  it('holds QoS 2 open until PUBREL', () => {
    const repeats = new Repeats(true);
    const link = aLink();
    const publish = aPublish({ qos: 2 });
    const sent = answered(repeats, publish, link);

    expect(repeats.match(publish, link, NOW + 10)).toBe(sent);
    repeats.release(publish.packet);
    expect(repeats.match(publish, link, NOW + 10)).toBeUndefined();
  });

  it('remembers no answered QoS 1 message of a clean session', () => {
    const repeats = new Repeats(false);
    answered(repeats, aPublish(), aLink(NOW - 1));

    expect(repeats.size).toBe(0);
  });

  it('remembers so many and no more, but never forgets what is held', () => {
    const repeats = new Repeats(true);
    const link = aLink(NOW - 1);
    repeats.add(held(aPublish({ packet: 1 }), link), 3);
    for (let packet = 2; packet < 50; packet++) {
      const sent = held(aPublish({ packet }), link);
      repeats.add(sent, 3);
      repeats.settle(sent, NOW);
    }

    expect(repeats.size).toBe(3);
    expect(repeats.match(aPublish({ packet: 1 }), aLink(), NOW)).toBeDefined();
    expect(repeats.match(aPublish({ packet: 49 }), aLink(), NOW)).toBeDefined();
  });

  it('compares long payloads too once their bytes are gone', () => {
    const repeats = new Repeats(true);
    const long = aPublish({ payload: Buffer.alloc(5_000, 'a') });
    answered(repeats, long, aLink(NOW - 1));

    expect(repeats.match(long, aLink(), NOW)).toBeDefined();
    expect(repeats.match(aPublish({ payload: Buffer.alloc(5_000, 'b') }), aLink(), NOW)).toBeUndefined();
  });
});
