import { describe, expect, it } from 'vitest';
import { RAW_HEADER } from '@/contracts/raw-message';
import { DEAD_LETTERS, READINGS } from '@/contracts/topics';
import { decodeBatch } from '@/server/decode/batch-work';
import { createLetterThinning } from '@/server/decode/letter-thinning';
import { createMemory } from '@/server/decode/memory';
import { createRebirths } from '@/server/decode/rebirths';
import { createRepeatWindow } from '@/server/decode/repeat-window';
import type { OutgoingRecord, StreamBatch } from '@/server/stream/types';
import { aMapping, aRawRecord } from '@/tests/support/builders';

function aBatch(records: readonly OutgoingRecord[]): StreamBatch {
  const at = { topic: 'raw', topicId: 'id', partition: 3, first: 100, next: 100 + records.length };
  return {
    ...at,
    end: at.next,
    records: records.map(({ key, value, headers, timestampMs }, index) => ({
      offset: 100 + index,
      timestampMs: timestampMs ?? 0,
      key: Buffer.from(key),
      value: value as Buffer,
      headers: Object.fromEntries(
        Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(text)]),
      ),
    })),
  };
}

function work(records: readonly OutgoingRecord[], excludedUntil = 0) {
  const memory = createMemory();
  const definition = { ...aMapping(), sensor: 'kitchen' };
  memory.learn([{ mappingId: 7, version: 2, validFrom: 0, definition }]);
  const exclusions = { covers: ({ offset }: { offset: number }) => offset < excludedUntil };
  const window = createRepeatWindow();
  const tools = {
    memory,
    exclusions,
    window,
    thinning: createLetterThinning(),
    rebirths: createRebirths(() => 0),
    zone: 'UTC',
  };
  return decodeBatch(aBatch(records), tools);
}

describe('decodeBatch', () => {
  it("appends a reading under its sensor's id", () => {
    const { appends, readings } = work([aRawRecord({ uid: 'a' })]);

    expect([...readings]).toEqual([['mapping', 1]]);
    expect(appends).toMatchObject([{ topic: READINGS, key: 'kitchen' }]);
    expect(JSON.parse(String(appends[0]?.value))).toMatchObject({ uid: 'a', raw: { p: 3, o: 100 } });
  });

  it('tells no latency by what no door took in', () => {
    expect(work([aRawRecord({ uid: 'a' })]).newestReceived).toBeDefined();
    expect(work([aRawRecord({ uid: 'a', source: 'demo' })]).newestReceived).toBeUndefined();
  });

  it('passes over what is excluded, as if it were not there', () => {
    const records = [
      aRawRecord({ uid: 'a' }),
      aRawRecord({ uid: 'b', payload: 'rubbish' }),
      aRawRecord({ uid: 'c' }),
    ];

    const { appends, readings, unclaimed, unreadable } = work(records, 102);

    expect([...readings]).toEqual([['mapping', 1]]);
    expect(appends).toHaveLength(1);
    expect(unclaimed).toEqual([]);
    expect(unreadable.size).toBe(0);
  });

  it('writes a letter that leads to the bytes and to what refused them', () => {
    const { appends, unreadable } = work([aRawRecord({ uid: 'a', payload: 'rubbish' })]);

    expect(appends).toEqual([
      {
        topic: DEAD_LETTERS,
        key: 'kitchen-node',
        value: null,
        headers: {
          code: 'BAD_NUMBER',
          detail: '"rubbish" is no number',
          stage: 'decode',
          rawPartition: '3',
          rawOffset: '100',
          uid: 'a',
          topic: 'sensors/kitchen/temperature',
          by: 'mapping:7@2',
        },
      },
    ]);
    expect([...unreadable]).toEqual([['BAD_NUMBER', 1]]);
  });

  it.each([{}, { [RAW_HEADER]: 'rubbish' }, { [RAW_HEADER]: '{"uid":"a"}' }])(
    'writes BAD_HEADER for a record with the headers %j',
    (headers) => {
      const { appends } = work([{ ...aRawRecord(), headers: headers as Record<string, string> }]);

      expect(appends).toMatchObject([
        { topic: DEAD_LETTERS, headers: { code: 'BAD_HEADER', rawOffset: '100' } },
      ]);
    },
  );

  it('counts every unreadable message, written about or not', () => {
    const { appends, unreadable } = work(
      Array.from({ length: 300 }, () => aRawRecord({ payload: '?', received: 5e15 })),
    );

    expect(unreadable.get('BAD_NUMBER')).toBe(300);
    expect(appends).toHaveLength(13);
    const told = appends.map(({ headers }) => Number(headers?.standsFor ?? 1));
    expect(told.reduce((sum, count) => sum + count)).toBe(300);
  });

  it('counts what nothing claims and writes no letter', () => {
    const { appends, unclaimed } = work([aRawRecord({ topic: 'somewhere/else' })]);

    expect(appends).toEqual([]);
    expect(unclaimed).toMatchObject([{ topic: 'somewhere/else', offset: 100 }]);
  });

  it('counts a message of a known format for its device, and what is but a guess for nobody', () => {
    const { unclaimed } = work([
      aRawRecord({ topic: 'tele/plug/SENSOR', payload: '{"ENERGY":{"Power":44}}', device: 'plug' }),
      aRawRecord({ topic: 'box/status', payload: 'online' }),
    ]);

    expect(unclaimed.map(({ reason, device, login }) => [reason, device?.key, login])).toEqual([
      ['DEVICE_HEARD', 'plug', 'plug'],
      ['UNCLAIMED', undefined, 'kitchen-node'],
    ]);
  });

  it('makes no reading of what a broker had stored', () => {
    const { appends, unclaimed } = work([
      aRawRecord({ replayed: true }),
      aRawRecord({ replayed: true, payload: '?' }),
    ]);

    expect(appends).toEqual([]);
    expect(unclaimed).toEqual([]);
  });

  it("reads a publisher's retained message like any other", () => {
    expect([...work([aRawRecord({ retain: true })]).readings]).toEqual([['mapping', 1]]);
  });

  it('drops repeats and counts them', () => {
    const { readings, repeats } = work([
      aRawRecord({ uid: 'a', packet: 5 }),
      aRawRecord({ uid: 'a' }),
      aRawRecord({ uid: 'b', packet: 5, dup: true }),
      aRawRecord({ uid: 'c', packet: 6 }),
    ]);

    expect([...readings]).toEqual([['mapping', 2]]);
    expect(Object.fromEntries(repeats)).toEqual({ uid: 1, packet: 1 });
  });
});
