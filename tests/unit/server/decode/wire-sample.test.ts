import { expect, it } from 'vitest';
import { encodeRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import { sampleWire } from '@/server/decode/wire-sample';
import type { StreamRecord } from '@/server/stream/types';

const NOW = Date.now();
const MB = 1024 * 1024;

/** A raw log of one partition: what is in the hands of whoever reads it is counted in bytes. */
function aLog(count: number, messageAt: (offset: number) => { topic: string; payload: Uint8Array }) {
  let [read, most] = [0, 0];
  const recordAt = (offset: number): StreamRecord => {
    const { topic, payload } = messageAt(offset);
    const header = encodeRawHeader({ uid: `uid-${offset}`, topic, received: NOW * 1000 });
    return {
      ...{ offset, timestampMs: NOW - (count - offset) * 1000, key: null },
      ...{ value: Buffer.from(payload), headers: { [RAW_HEADER]: Buffer.from(header) } },
    };
  };
  return {
    log: {
      bounds: async () => [{ topic: RAW, topicId: 'raw', partition: 0, logStart: 0, logEnd: count }],
      readFrom: async (_topic: string, _partition: number, offset: number, limit: number) => {
        const end = Math.min(count, offset + limit);
        const records = Array.from({ length: end - offset }, (_, place) => recordAt(offset + place));
        const bytes = records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
        [read, most] = [read + bytes, Math.max(most, bytes)];
        return { records, next: end };
      },
    },
    read: () => read,
    mostAtOnce: () => most,
  };
}

const nothing = { covers: () => false };

it('finds the newest of each topic, newest first, and five of a topic at most', async () => {
  const { log } = aLog(900, (offset) => ({
    topic: offset % 10 === 0 ? 'home/seldom' : 'home/often',
    payload: Buffer.from(`${offset}`),
  }));

  const { messages, topics, searched, perMinute } = await sampleWire(log, nothing, 'home/+');

  expect({ topics, searched }).toEqual({ topics: 2, searched: 500 });
  expect(perMinute).toBeCloseTo(60, 0);
  expect(messages.map(({ offset }) => offset)).toEqual([899, 898, 897, 896, 895, 890, 880, 870, 860, 850]);
});

it('looks further where the newest hold nothing of a filter', async () => {
  const { log } = aLog(4_000, (offset) => ({
    topic: offset === 7 ? 'home/seldom' : 'elsewhere',
    payload: Buffer.from('7'),
  }));

  expect(await sampleWire(log, nothing, 'home/+')).toMatchObject({
    searched: 4_000,
    messages: [{ offset: 7 }],
  });
});

it('holds and reads no more bytes than it may, however large the messages are', async () => {
  const payload = new Uint8Array(MB);
  const { log, read, mostAtOnce } = aLog(12_000, (offset) => ({ topic: `home/${offset}`, payload }));

  const { messages } = await sampleWire(log, nothing, 'home/+');

  const held = messages.reduce((sum, message) => sum + message.payload.buffer.byteLength, 0);
  expect(messages[0]?.offset).toBe(11_999);
  expect(held).toBeLessThanOrEqual(8 * MB);
  expect(mostAtOnce()).toBeLessThanOrEqual(25 * MB);
  expect(read()).toBeLessThanOrEqual(64 * MB);
});
