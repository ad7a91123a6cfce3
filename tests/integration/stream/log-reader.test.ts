import { beforeEach, expect, it } from 'vitest';
import { RAW } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import { freshTopics } from '../../support/fresh-topics';
import { aLogReader, anAppender, kafka, numbered, records, wholeLog } from './kafka-under-test';

beforeEach(() => freshTopics(kafka()));

it('tells the ends of every partition', async () => {
  const appender = await anAppender();
  const reader = await aLogReader();
  const places = await appendAll(appender, records(RAW, numbered('v', 100)));

  const bounds = await reader.bounds(RAW);

  expect(bounds.map(({ partition, logStart }) => [partition, logStart])).toEqual(
    [0, 1, 2, 3].map((p) => [p, 0]),
  );
  for (const { partition, logEnd } of bounds) {
    expect(logEnd).toBe(places.filter((at) => at.partition === partition).length);
  }
});

it('reads the record at given coordinates, and nothing where there is none', async () => {
  const appender = await anAppender();
  const reader = await aLogReader();
  const places = await appendAll(appender, records(RAW, numbered('v', 100)));
  const [at] = places.slice(57);

  const found = await reader.readRecord(RAW, at?.partition ?? -1, at?.offset ?? -1);

  expect(String(found?.value)).toBe('v57');
  expect(await reader.readRecord(RAW, 0, 1_000_000)).toBeUndefined();
  expect(await reader.readRecord(RAW, 99, 0)).toBeUndefined();
  expect(await reader.readRecord('no.such.topic', 0, 0)).toBeUndefined();
});

it('reads as many as wanted from an offset on, and stops at the end of the log', async () => {
  const appender = await anAppender();
  const reader = await aLogReader();
  const [at] = await appendAll(
    appender,
    records(RAW, numbered('v', 5_000), () => 'one'),
  );
  const partition = at?.partition ?? -1;

  const some = await reader.readFrom(RAW, partition, 1_500, 2_000);
  const rest = await reader.readFrom(RAW, partition, some.next, 100_000);

  expect(some.records.map((record) => record.offset)).toEqual(
    Array.from({ length: 2_000 }, (_, n) => 1_500 + n),
  );
  expect(some.next).toBe(3_500);
  expect(rest.records).toHaveLength(1_500);
  expect(rest.next).toBe(5_000);
  expect(await reader.readFrom(RAW, partition, 5_000, 10)).toEqual({ records: [], next: 5_000 });
});

it('reads a span of time over all partitions, wherever in the log it lies', async () => {
  const appender = await anAppender();
  const reader = await aLogReader();
  const moment = (minute: number) => 1_700_000_000_000 + minute * 60_000;
  const minutes = [0, 9, 3, 7, 5, 4, 8, 1, 2, 6];
  const sent = minutes.flatMap((minute) =>
    numbered(`m${minute}-`, 50).map((value) => ({
      topic: RAW,
      key: value,
      value,
      timestampMs: moment(minute),
    })),
  );
  for (let from = 0; from < sent.length; from += 50) await appendAll(appender, sent.slice(from, from + 50));

  const found: string[] = [];
  for await (const batch of reader.readSpan(RAW, moment(3), moment(6))) {
    for (const record of batch.records) found.push(String(record.value));
  }

  expect(found.sort()).toEqual([3, 4, 5].flatMap((minute) => numbered(`m${minute}-`, 50)).sort());
});

it('finds nothing in an empty log', async () => {
  expect(await wholeLog(RAW)).toEqual([]);
});
