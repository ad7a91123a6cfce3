import { beforeEach, expect, it } from 'vitest';
import type { Cursor } from '@/contracts/socket-events';
import { LogPosition } from '@/server/live/log-position';
import { canCatchUp, readOlder, recordsSince } from '@/server/live/missed';
import { RecordRing } from '@/server/live/record-ring';
import type { StreamRecord } from '@/server/stream/types';
import { aReading } from '@/tests/support/builders';

let position: LogPosition;
let ring: RecordRing;

beforeEach(() => {
  position = new LogPosition();
  ring = new RecordRing({ records: 3, samples: 100 });
  meet(0, { logStart: 100, next: 60_000 });
  meet(1, { logStart: 0, next: 40_000 });
});

it.each<[string, Cursor, boolean]>([
  ['a little behind', cursor({ 0: 59_000, 1: 39_000 }), true],
  ['exactly 50,000 records behind', cursor({ 0: 30_000, 1: 20_000 }), true],
  ['one more behind', cursor({ 0: 30_000, 1: 19_999 }), false],
  ['of another log', { topicId: 'another', offsets: { 0: 60_000, 1: 40_000 } }, false],
  ['ahead of live', cursor({ 0: 60_001, 1: 40_000 }), true],
  ['without a partition that is longer than 50,000 would allow', cursor({ 1: 40_000 }), false],
])('a cursor %s', (_what, since, can) => {
  expect(canCatchUp(since, position)).toBe(can);
});

it('refuses a cursor older than the log', () => {
  position = new LogPosition();
  meet(0, { logStart: 100, next: 200 });

  expect(canCatchUp(cursor({ 0: 99 }), position)).toBe(false);
  expect(canCatchUp(cursor({ 0: 100 }), position)).toBe(true);
  expect(canCatchUp(cursor({}), position)).toBe(false);
});

it('counts an absent partition from 0', () => {
  position = new LogPosition();
  meet(0, { logStart: 0, next: 200 });

  expect(position.behind(cursor({}))).toBe(200);
});

it('reads from the log up to where memory begins, and the rest from memory', async () => {
  position = new LogPosition();
  meet(0, { logStart: 0, next: 0 });
  for (let offset = 0; offset < 6; offset += 1) remember(offset);
  const asked: number[][] = [];
  const readSpan = async (...span: [number, number, number]) => {
    asked.push(span);
    return [1, 2].map(aRecord);
  };

  const older = await readOlder(cursor({ 0: 1 }), { position, ring, readSpan });
  remember(6);
  const gone = older && recordsSince(older, position, ring);
  const again = await readOlder(cursor({ 0: 4 }), { position, ring, readSpan });

  expect(asked).toEqual([[0, 1, 3]]);
  expect(gone).toBeUndefined();
  expect(again && recordsSince(again, position, ring)?.map(({ offset }) => offset)).toEqual([4, 5, 6]);
});

it('has nothing to say when the log no longer reaches back so far', async () => {
  const older = await readOlder(cursor({ 0: 59_000, 1: 40_000 }), {
    position,
    ring,
    readSpan: async () => undefined,
  });

  expect(older).toBeUndefined();
});

it('forgets the oldest records beyond its bounds, and knows from where it remembers', () => {
  ring = new RecordRing({ records: 1_000, samples: 5 });
  ring.begin(0, 0);
  position = new LogPosition();
  meet(0, { logStart: 0, next: 0 });
  for (let offset = 0; offset < 5_000; offset += 1) remember(offset);

  expect(ring.since({ 0: 0 }).map(({ offset }) => offset)).toEqual([4_995, 4_996, 4_997, 4_998, 4_999]);
  expect(ring.start(0)).toBe(4_995);
});

it('waits for a cursor that history gave out first, but not for ever', async () => {
  const reached = position.reached(cursor({ 0: 60_001, 1: 40_000 }), 5_000);
  position.advance(0, 60_001);

  expect(await reached).toBe(true);
  expect(await position.reached(cursor({ 0: 70_000, 1: 0 }), 1)).toBe(false);
});

it('is ready once every partition is where its log ended when it was met', async () => {
  position = new LogPosition();
  expect(position.ready()).toBe(false);
  position.meet({ topic: 'readings', topicId: 'log', partition: 0, logStart: 0, logEnd: 2 }, 0);
  expect(position.ready()).toBe(false);

  position.advance(0, 2);

  expect(position.ready()).toBe(true);
});

function meet(partition: number, { logStart, next }: { logStart: number; next: number }): void {
  position.meet({ topic: 'readings', topicId: 'log', partition, logStart, logEnd: next }, next);
  ring.begin(partition, next);
}

function remember(offset: number): void {
  const sample = ['kitchen', 'temperature', null, offset, 20, 0] as const;
  ring.add({ partition: 0, offset, sensorId: 'kitchen', samples: [sample], availability: undefined });
  position.advance(0, offset + 1);
}

function aRecord(offset: number): StreamRecord {
  const value = Buffer.from(JSON.stringify(aReading()));
  return { offset, timestampMs: 0, key: null, value, headers: {} };
}

function cursor(offsets: Record<string, number>): Cursor {
  return { topicId: 'log', offsets };
}
