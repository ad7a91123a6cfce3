import { describe, expect, it } from 'vitest';
import { AckRow, ackBytes, type Owed } from '@/server/ingest/external/ack-row';

function aRow(...packets: number[]) {
  const row = new AckRow<Owed>();
  const owed = packets.map((packet): Owed => ({ packet, qos: 1, settled: false }));
  for (const one of owed) row.add(one);
  const settle = (packet: number) => {
    for (const one of owed) if (one.packet === packet) one.settled = true;
  };
  return { settle, take: () => row.take().map(({ packet }) => packet) };
}

describe('AckRow', () => {
  it('gives out acknowledgements in the order of receipt, whichever is settled first', () => {
    const { settle, take } = aRow(7, 3, 9);

    settle(3);
    expect(take()).toEqual([]);

    settle(7);
    expect(take()).toEqual([7, 3]);

    settle(9);
    expect(take()).toEqual([9]);
    expect(take()).toEqual([]);
  });

  it('gives out one for each time that a message was sent', () => {
    const { settle, take } = aRow(7, 7);

    settle(7);

    expect(take()).toEqual([7, 7]);
  });
});

describe('ackBytes', () => {
  it('writes PUBACKs in one piece, and a PUBREC for QoS 2', () => {
    const row: readonly Owed[] = [
      { packet: 1, qos: 1, settled: true },
      { packet: 0xabcd, qos: 2, settled: true },
    ];

    expect(ackBytes(row)).toEqual(Buffer.from([0x40, 2, 0, 1, 0x50, 2, 0xab, 0xcd]));
  });
});
