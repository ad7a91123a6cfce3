import { describe, expect, it } from 'vitest';
import { Outbox } from '@/server/ingest/outbox';
import type { Acknowledge, Appender, OutgoingRecord } from '@/server/stream/types';

const ROOM = 2_000;

/** Kafka's far edge: takes records, and acknowledges when told to. */
function aFarEdge() {
  const taken: { record: OutgoingRecord; acknowledge: Acknowledge }[] = [];
  const appender: Appender = {
    append: (record, acknowledge) => void taken.push({ record, acknowledge }),
    get pendingRecords() {
      return taken.length;
    },
    pendingBytes: 0,
    oldestWaitMs: () => 0,
    stop: async () => undefined,
  };
  return { appender, taken };
}

function aRecord(value: string): OutgoingRecord {
  return { topic: 't', key: 'k', value };
}

function filled(limits: { waitingMessages: number; waitingBytes: number }, count: number) {
  const { appender, taken } = aFarEdge();
  const outbox = new Outbox(appender, limits);
  const shed: string[] = [];
  for (let index = 0; index < count; index++) {
    const value = String(index);
    outbox.appendOrShed(
      aRecord(value),
      () => undefined,
      () => void shed.push(value),
    );
  }
  return { outbox, taken, shed };
}

describe('Outbox', () => {
  it('sheds the oldest of those that wait, by count', () => {
    const { outbox, taken, shed } = filled({ waitingMessages: 10, waitingBytes: 1_000 }, ROOM + 13);

    expect(taken).toHaveLength(ROOM);
    expect(outbox.waitingMessages).toBe(10);
    expect(shed).toEqual(['2000', '2001', '2002']);
  });

  it('sheds the oldest of those that wait, by bytes', () => {
    const { shed } = filled({ waitingMessages: 1_000, waitingBytes: 8 }, ROOM + 3);

    expect(shed).toEqual(['2000']);
  });

  it('hands on in order when there is room again', () => {
    const { outbox, taken } = filled({ waitingMessages: 10, waitingBytes: 1_000 }, ROOM + 5);
    taken.splice(0, 3);

    outbox.drain();

    expect(taken.slice(-3).map(({ record }) => record.value)).toEqual(['2000', '2001', '2002']);
    expect(outbox.waitingMessages).toBe(2);
  });

  it('lets nothing overtake what waits', () => {
    const { outbox, taken } = filled({ waitingMessages: 10, waitingBytes: 1_000 }, ROOM + 1);
    taken.splice(0, 1);

    outbox.appendOrShed(
      aRecord('last'),
      () => undefined,
      () => undefined,
    );
    outbox.empty();

    expect(taken.slice(-2).map(({ record }) => record.value)).toEqual(['2000', 'last']);
  });
});
