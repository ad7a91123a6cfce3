import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 } from 'uuid';
import { encodeRawHeader, RAW_HEADER, rawKey } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import type { Appender, OutgoingRecord } from '@/server/stream/types';
import type { DemoDevice, World } from './devices/device';
import { MINUTE_MS } from './house/clock';
import { type Due, dueBetween } from './schedule';

/** How the records are marked in the raw log: no client at a door has sent them. */
const SOURCE = 'demo';
const STEP_MS = 30 * MINUTE_MS;
/** About a thousand messages a second: the house's own devices are not to wait for the demo's past. */
const PAUSE_MS = 110;

export interface PastOptions {
  readonly devices: readonly DemoDevice[];
  readonly world: World;
  readonly appender: Appender;
  readonly span: { readonly from: number; readonly until: number; readonly to: number };
  readonly signal: AbortSignal;
  /** Keeps how far it has come, before the next step. */
  readonly moved: (until: number, records: number) => Promise<void>;
}

/**
 * Writes the demo's past into the raw log, step by step, oldest first. The same moment always gives the same record with the
 * same uid: a step that is written again after a crash is a repeat, and decode drops repeats.
 */
export async function writePast(options: PastOptions): Promise<void> {
  const { span, signal, moved, appender } = options;
  for (let from = span.until; from < span.to; from += STEP_MS) {
    const to = Math.min(span.to, from + STEP_MS);
    const records = recordsBetween(options, from, to);
    await unlessAborted(appendAll(appender, records), signal);
    await moved(to, records.length);
    if (to < span.to) await wait(PAUSE_MS, undefined, { signal });
  }
}

function recordsBetween({ devices, world, span }: PastOptions, from: number, to: number): OutgoingRecord[] {
  const due = dueBetween(devices, world, { from, to, pace: 'pastMs' });
  return [...(from === span.from ? greetings(devices, world, from) : []), ...due].map((each) =>
    recordOf(each, world.house.seed),
  );
}

function greetings(devices: readonly DemoDevice[], world: World, at: number): readonly Due[] {
  return devices.flatMap((device) =>
    (device.greetings?.(world) ?? []).map((message) => ({ at, clientId: device.clientId, message })),
  );
}

function recordOf({ at, clientId, message: { topic, payload, retain } }: Due, seed: number): OutgoingRecord {
  const random = createHash('sha1').update(`${seed} ${topic} ${at}`).digest().subarray(0, 16);
  const header = {
    uid: v7({ msecs: at, random }),
    topic,
    retain: retain === true,
    device: clientId,
    // No two moments of receipt are one: the messages of a millisecond differ in the µs.
    received: at * 1_000 + (random.readUInt16BE(0) % 1_000),
    source: SOURCE,
  };
  return {
    topic: RAW,
    key: rawKey(topic),
    value: Buffer.from(payload),
    headers: { [RAW_HEADER]: encodeRawHeader(header) },
    timestampMs: at,
  };
}

/** Throws as soon as it is aborted: Kafka may be away for long. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let abandon: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abandon = () => reject(signal.reason);
    signal.addEventListener('abort', abandon, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abandon);
  }
}
