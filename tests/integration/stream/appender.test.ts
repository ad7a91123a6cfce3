import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import { RAW, READINGS } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import { AppendRefused, type Coordinates, type OutgoingRecord } from '@/server/stream/types';
import { freshTopics } from '../../support/fresh-topics';
import {
  aLogReader,
  anAppender,
  aProxy,
  kafka,
  numbered,
  PATIENTLY,
  records,
  wholeLog,
} from './kafka-under-test';

const KEYS = 10;
const byKey = (value: string) => `key-${Number(value.replace(/\D/g, '')) % KEYS}`;

beforeEach(() => freshTopics(kafka()));

it('acknowledges each record with the place it stands at', async () => {
  const appender = await anAppender();
  const reader = await aLogReader();
  const sent = [...records(RAW, numbered('raw-', 50)), ...records(READINGS, numbered('reading-', 50))];

  const places = await appendAll(appender, sent);

  const found = await Promise.all(
    places.map(({ partition, offset }, index) =>
      reader.readRecord(sent[index]?.topic ?? '', partition, offset),
    ),
  );
  expect(found.map((record) => String(record?.value))).toEqual(sent.map((record) => record.value));
  expect(appender.pendingRecords).toBe(0);
  expect(appender.pendingBytes).toBe(0);
  expect(appender.oldestWaitMs()).toBe(0);
});

it('keeps headers, bytes and the moment given', async () => {
  const appender = await anAppender();
  const reader = await aLogReader();
  const value = Buffer.from([0, 255, 1, 254]);
  const record = {
    topic: RAW,
    key: 'Küche',
    value,
    headers: { hearth: '{"uid":"ü"}' },
    timestampMs: 1_700_000_000_000,
  };

  const [at] = await appendAll(appender, [record]);

  const found = await reader.readRecord(RAW, at?.partition ?? -1, at?.offset ?? -1);
  expect(found).toMatchObject({ key: Buffer.from('Küche'), value, timestampMs: 1_700_000_000_000 });
  expect(found?.headers.hearth?.toString()).toBe('{"uid":"ü"}');
});

it('loses, doubles and reorders nothing while connections break, answers are cut in half and Kafka is away', async () => {
  const proxy = await aProxy();
  const appender = await anAppender(kafka(proxy.brokers));
  const values = numbered('v', 3_000);
  const acknowledged: Coordinates[] = [];
  let broken = 0;
  const faults = [
    proxy.cut,
    proxy.cutNextAnswer,
    () =>
      proxy
        .close()
        .then(() => wait(50))
        .then(proxy.open),
  ];

  for (let from = 0; from < values.length; from += 20) {
    const flying = appendAll(appender, records(RAW, values.slice(from, from + 20), byKey));
    if (from % 200 === 100) {
      await vi.waitUntil(() => appender.pendingRecords > 0 || acknowledged.length > from, {
        ...PATIENTLY,
        interval: 1,
      });
      await faults[broken++ % faults.length]?.();
    }
    acknowledged.push(...(await flying));
  }

  const log = await wholeLog(RAW);
  expect(broken).toBe(15);
  expect(acknowledged).toHaveLength(values.length);
  expect(log).toHaveLength(values.length);
  for (let key = 0; key < KEYS; key++) {
    const mine = (value: string) => byKey(value) === `key-${key}`;
    expect(log.filter((record) => mine(record.value)).map((record) => record.value)).toEqual(
      values.filter(mine),
    );
  }
});

it('acknowledges nothing while Kafka is frozen, and everything once, in order, afterwards', async () => {
  const proxy = await aProxy();
  const appender = await anAppender(kafka(proxy.brokers));
  await appendAll(appender, records(RAW, ['before']));
  let acknowledged = 0;

  proxy.freeze();
  for (const record of records(RAW, numbered('v', 2_500), byKey)) {
    appender.append(record, () => {
      acknowledged += 1;
    });
  }
  // Longer than a request may take: it is given up and sent again, and both may arrive.
  await vi.waitUntil(() => appender.oldestWaitMs() > 11_000, { timeout: 15_000, interval: 100 });
  expect(acknowledged).toBe(0);
  expect(appender.pendingRecords).toBe(2_500);
  proxy.thaw();
  await vi.waitUntil(() => acknowledged === 2_500, { timeout: 20_000 });

  const log = await wholeLog(RAW);
  expect(log).toHaveLength(2_501);
  const mine = log.filter(({ key }) => key === 'key-3').map(({ value }) => value);
  expect(mine).toEqual(numbered('v', 2_500).filter((value) => byKey(value) === 'key-3'));
});

it('refuses the one record Kafka will never take, and appends its neighbours in order', async () => {
  const appender = await anAppender();
  const tooLarge = Buffer.from(Array.from({ length: 3_000_000 }, () => Math.random() * 256));
  const fine = records(RAW, numbered('v', 20), () => 'same');
  const fromTheFuture: OutgoingRecord = { ...aRecord('future'), timestampMs: Date.now() + 7_200_000 };
  const sent = [
    ...fine.slice(0, 7),
    fromTheFuture,
    ...fine.slice(7),
    { ...aRecord(''), value: tooLarge },
    aRecord('last'),
  ];
  const answers: (string | undefined)[] = [];

  await Promise.all(
    sent.map(
      (record) =>
        new Promise<void>((resolve) => {
          appender.append(record, (refused) => {
            answers.push(refused?.reason);
            resolve();
          });
        }),
    ),
  );

  expect(answers.filter((reason) => reason !== undefined)).toEqual([
    expect.stringContaining('INVALID_TIMESTAMP'),
    expect.stringContaining('MESSAGE_TOO_LARGE'),
  ]);
  expect(answers[7]).toContain('INVALID_TIMESTAMP');
  const log = await wholeLog(RAW);
  expect(log.map((record) => record.value)).toEqual([...numbered('v', 20), 'last']);
});

it('says which record was refused', async () => {
  const appender = await anAppender();
  const record = { ...aRecord('x'), timestampMs: Date.now() + 7_200_000 };

  const appended = appendAll(appender, [record]);

  await expect(appended).rejects.toThrow(AppendRefused);
  await expect(appended).rejects.toMatchObject({ record });
});

it('sends what is queued before it stops', async () => {
  const appender = await anAppender();
  let acknowledged = 0;
  for (const record of records(RAW, numbered('v', 5_000))) {
    appender.append(record, () => {
      acknowledged += 1;
    });
  }

  await appender.stop();

  expect(acknowledged).toBe(5_000);
  expect(await wholeLog(RAW)).toHaveLength(5_000);
});

it('goes on in a topic that was created anew', async () => {
  const appender = await anAppender();
  await appendAll(appender, records(RAW, numbered('old', 100)));

  await freshTopics(kafka());
  await appendAll(appender, records(RAW, numbered('new', 100)));

  expect((await wholeLog(RAW)).map((record) => record.value).sort()).toEqual(numbered('new', 100).sort());
});

function aRecord(value: string): OutgoingRecord {
  return { topic: RAW, key: 'same', value };
}
