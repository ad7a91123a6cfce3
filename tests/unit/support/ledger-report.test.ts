import { expect, it } from 'vitest';
import { judged, type RawMessage } from '@/tests/support/ledger-report';
import type { Lane } from '@/tests/support/mqtt-ledger';

it('finds nothing to blame when each message is once in the log and once stored', () => {
  const report = judged([aLane([1, 2, 3])], [inLog(1), inLog(2), inLog(3)], stored([1, 2, 3]));

  expect(report).toMatchObject({ acknowledged: 3, inRawLog: 3, inReading: 3 });
  expect(report).toMatchObject({ lost: 0, doubled: 0, disorder: 0, falseOffline: 0 });
});

it('counts as lost what was acknowledged and misses in the log or in the store', () => {
  expect(judged([aLane([1, 2, 3])], [inLog(1), inLog(3)], stored([1, 2, 3])).lost).toBe(1);
  expect(judged([aLane([1, 2, 3])], [inLog(1), inLog(2), inLog(3)], stored([1])).lost).toBe(2);
});

it('counts what is stored twice, persistent and clean sessions apart', () => {
  const log = [inLog(1), inLog(1), inLog(2)];

  expect(judged([aLane([1, 2])], log, stored([1, 1, 2]))).toMatchObject({ doubled: 1, rawCopies: 1 });
  expect(judged([aLane([1, 2], true)], log, stored([1, 1, 2]))).toMatchObject({
    doubled: 0,
    doubledOfClean: 1,
  });
});

it('counts a first occurrence behind a later message, not a repeat', () => {
  expect(judged([aLane([1, 2, 3])], [inLog(1), inLog(3), inLog(2)], stored([])).disorder).toBe(1);
  expect(judged([aLane([1, 2, 3])], [inLog(1), inLog(2), inLog(1), inLog(3)], stored([])).disorder).toBe(0);
});

it('counts an "offline" in the log', () => {
  const will = { topic: 'ledger/1/status', text: 'offline', id: undefined };

  expect(judged([aLane([])], [will], stored([])).falseOffline).toBe(1);
});

function aLane(ids: number[], clean = false): Lane {
  return { client: 1, clean, qos: 1, topic: 'ledger/1/q1', sent: ids, acknowledged: new Set(ids) };
}

function inLog(id: number): RawMessage {
  return { topic: 'ledger/1/q1', id, text: `{"id":${id}}` };
}

function stored(ids: readonly number[]): ReadonlyMap<number, number> {
  return new Map(ids.map((id) => [id, ids.filter((other) => other === id).length]));
}
