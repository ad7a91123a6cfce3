import { beforeEach, describe, expect, it } from 'vitest';
import { type Delivered, Redeliveries, type Unacknowledged } from '@/server/ingest/external/redeliveries';

const FIRST = { packet: 7, topic: 'home/power', payload: Buffer.from('42'), dup: false };
const AGAIN: Delivered = { ...FIRST, dup: true };
const LONG = Buffer.alloc(5_000, 'y');

describe('Redeliveries', () => {
  let redeliveries: Redeliveries;
  let message: Unacknowledged;

  beforeEach(() => {
    redeliveries = new Redeliveries();
    message = redeliveries.add(FIRST);
  });

  it('knows what the broker sends again because it heard no answer', () => {
    expect(redeliveries.match(AGAIN)).toBe(message);
  });

  it.each([
    ['without DUP', FIRST],
    ['with another packet id', { ...AGAIN, packet: 8 }],
    ['with another payload', { ...AGAIN, payload: Buffer.from('43') }],
    ['with another topic', { ...AGAIN, topic: 'home/energy' }],
  ])('takes nothing %s for it', (_, delivered) => {
    expect(redeliveries.match(delivered)).toBeUndefined();
  });

  it('takes nothing for a message that was acknowledged', () => {
    redeliveries.forget(message);

    expect(redeliveries.match(AGAIN)).toBeUndefined();
  });

  it('keeps the newer of two with one packet id when the older is acknowledged', () => {
    const newer = redeliveries.add({ ...FIRST, payload: Buffer.from('43') });

    redeliveries.forget(message);

    expect(redeliveries.match({ ...AGAIN, payload: Buffer.from('43') })).toBe(newer);
  });

  it('keeps no bytes of what is settled once the connection is gone, and knows it all the same', () => {
    const long = redeliveries.add({ ...FIRST, payload: LONG });
    long.settled = true;

    redeliveries.shrink();

    expect(String(long.content).length).toBeLessThan(100);
    expect(redeliveries.match({ ...AGAIN, payload: LONG })).toBe(long);
  });

  it('begins anew with a new session', () => {
    redeliveries.clear();

    expect(redeliveries.match(AGAIN)).toBeUndefined();
  });
});
