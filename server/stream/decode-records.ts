import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { ByteReader } from './byte-reader';
import {
  BATCH,
  CODEC_MASK,
  CONTROL,
  GZIP,
  LENGTH_COUNTS_FROM,
  LOG_APPEND_TIME,
  MAGIC,
  NOT_COMPRESSED,
} from './record-batch';
import type { StreamRecord } from './types';

const gunzipAside = promisify(gunzip);
/** Below this unpacking at once costs less than the way to another thread and back. */
const ASIDE_FROM_BYTES = 16_384;

/** What was written in a way this program can't read; the message says by whom it may have been. */
export class UnreadableBatch extends Error {}

/** The records from offset `from` on, and the offset after the last complete batch: holes in the log are passed over. */
export async function decodeRecords(
  bytes: Buffer,
  from: number,
): Promise<{ records: StreamRecord[]; next: number }> {
  const records: StreamRecord[] = [];
  let next = from;
  for (let at = 0; at + BATCH.records <= bytes.length; ) {
    const end = at + LENGTH_COUNTS_FROM + bytes.readInt32BE(at + BATCH.length);
    // The answer ends where its limit fell, perhaps inside a batch.
    if (end > bytes.length) break;
    const batch = bytes.subarray(at, end);
    await decodeBatch(batch, from, records);
    next = Math.max(next, new ByteReader(batch).int64() + batch.readInt32BE(BATCH.lastOffsetDelta) + 1);
    at = end;
  }
  return { records, next };
}

async function decodeBatch(batch: Buffer, from: number, into: StreamRecord[]): Promise<void> {
  if (batch.readInt8(BATCH.magic) !== MAGIC) {
    throw new UnreadableBatch('a batch in a record format older than Kafka 0.11');
  }
  const attributes = batch.readInt16BE(BATCH.attributes);
  if (attributes & CONTROL) return;
  const plain = new ByteReader(await unpacked(batch.subarray(BATCH.records), attributes & CODEC_MASK));
  const firstOffset = new ByteReader(batch).int64();
  const firstTimestamp = new ByteReader(batch, BATCH.firstTimestamp).int64();
  const maxTimestamp = new ByteReader(batch, BATCH.maxTimestamp).int64();
  for (let left = batch.readInt32BE(BATCH.count); left > 0; left--) {
    const record = readRecord(plain, firstOffset, firstTimestamp);
    if (record.offset < from) continue;
    into.push(attributes & LOG_APPEND_TIME ? { ...record, timestampMs: maxTimestamp } : record);
  }
}

function unpacked(records: Buffer, codec: number): Buffer | Promise<Buffer> {
  if (codec === NOT_COMPRESSED) return records;
  if (codec !== GZIP) {
    throw new UnreadableBatch(
      `a batch compressed with ${['', '', 'snappy', 'lz4', 'zstd'][codec] ?? codec}, which another program must have written: Hearth reads gzip alone`,
    );
  }
  return records.length < ASIDE_FROM_BYTES ? gunzipSync(records) : gunzipAside(records);
}

function readRecord(from: ByteReader, firstOffset: number, firstTimestamp: number): StreamRecord {
  const end = from.varint() + from.position;
  from.skip(1);
  const timestampMs = firstTimestamp + from.varlong();
  const offset = firstOffset + from.varint();
  const key = sized(from);
  const value = sized(from);
  const headers: Record<string, Buffer | undefined> = {};
  for (let left = from.varint(); left > 0; left--) {
    const name = from.text(from.varint());
    headers[name] = sized(from) ?? undefined;
  }
  from.skip(end - from.position);
  return { offset, timestampMs, key, value, headers };
}

function sized(from: ByteReader): Buffer | null {
  const length = from.varint();
  return length < 0 ? null : from.raw(length);
}
