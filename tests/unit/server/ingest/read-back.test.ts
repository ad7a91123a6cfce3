import { describe, expect, it } from 'vitest';
import { encodeRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import { type LoggedRecord, ReadBack } from '@/server/ingest/read-back';
import { Senders } from '@/server/ingest/sender';

const NOW = 1_800_000_000_000;
const LINK = { endedAt: undefined };

function aRecord(own: { uid: string; packet: number; payload?: string; session?: boolean }): LoggedRecord {
  const { uid, packet, payload = '21.5', session = true } = own;
  const header = encodeRawHeader({
    uid,
    packet,
    session,
    topic: 'home/t',
    qos: 1,
    device: 'meter',
    received: packet,
  });
  return { value: Buffer.from(payload), headers: { [RAW_HEADER]: Buffer.from(header) } };
}

function afterReadingBack(
  ...records: LoggedRecord[]
): (packet: number, payload?: string) => string | undefined {
  const senders = new Senders();
  const readBack = new ReadBack();
  for (const record of records) readBack.add(record);
  readBack.restore(senders);
  const repeats = senders.enter('meter', true).repeats;
  return (packet, payload = '21.5') =>
    repeats.match({ packet, qos: 1, topic: 'home/t', payload: Buffer.from(payload) }, LINK, NOW)?.uid;
}

describe('ReadBack', () => {
  it('counts what a client with a session sent as not yet answered', () => {
    const uidOf = afterReadingBack(aRecord({ uid: 'a', packet: 1 }), aRecord({ uid: 'b', packet: 2 }));

    expect(uidOf(1)).toBe('a');
    expect(uidOf(2)).toBe('b');
    expect(uidOf(2, '21.6')).toBeUndefined();
  });

  it('leaves out a client that used a packet id twice', () => {
    const uidOf = afterReadingBack(
      aRecord({ uid: 'a', packet: 1 }),
      aRecord({ uid: 'b', packet: 2 }),
      aRecord({ uid: 'c', packet: 1 }),
    );

    expect(uidOf(1)).toBeUndefined();
    expect(uidOf(2)).toBeUndefined();
  });

  it('takes one uid written twice for one message', () => {
    const uidOf = afterReadingBack(aRecord({ uid: 'a', packet: 1 }), aRecord({ uid: 'a', packet: 1 }));

    expect(uidOf(1)).toBe('a');
  });

  it('leaves out clean sessions and what no door wrote', () => {
    const uidOf = afterReadingBack(
      aRecord({ uid: 'a', packet: 1, session: false }),
      { value: Buffer.from('x'), headers: {} },
      { value: null, headers: { [RAW_HEADER]: Buffer.from('{"no":"header"}') } },
    );

    expect(uidOf(1)).toBeUndefined();
  });

  it('keeps of a client that sent a lot the newest, whichever partition is read first', () => {
    const packets = Array.from({ length: 1_600 }, (_, n) => n + 1);
    const partitions = [packets.filter((n) => n % 2 === 0), packets.filter((n) => n % 2 === 1)];
    const uidOf = afterReadingBack(
      ...partitions.flat().map((packet) => aRecord({ uid: `${packet}`, packet })),
    );

    expect(packets.filter((packet) => uidOf(packet) !== undefined)).toEqual(packets.slice(-512));
  });
});
