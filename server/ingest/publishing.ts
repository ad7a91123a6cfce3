import { setTimeout as wait } from 'node:timers/promises';
import { type OutMessage, parseOut } from '@/contracts/mqtt-out';
import { MQTT_OUT } from '@/contracts/topics';
import type { Context, Running } from '@/server/context';
import { inTransaction } from '@/server/database';
import { advance, storedPosition } from '@/server/stream/offset-fence';
import { startProjection } from '@/server/stream/projection';
import type { Projection, StreamBatch, StreamRecord } from '@/server/stream/types';

const NAME = 'publish';
/** What nobody could publish so long has lost its meaning: whoever asked asks again. */
const WORTH_SAYING_MS = 60_000;
/** A broker that answers nothing holds up nobody else's messages. */
const ANSWERS_WITHIN_MS = 5_000;

/** Where a door lets messages out. */
export interface WayOut {
  readonly way: {
    /** Whether somebody would take a message now. */
    isOpen(): boolean;
    publish(message: OutMessage): Promise<void>;
  };
}

/**
 * Publishes what other roles ask for, each message at most once: the position moves over it, and is on disk, before it goes out,
 * so that a crash loses one rather than saying it twice. What nobody would take waits, until it is outdated.
 */
export function startPublishing(
  { kafka, log, metrics, database, fail }: Context,
  way: WayOut['way'],
): Running {
  let isStopping = false;
  const moveOver = (batch: StreamBatch, first: number, next: number) =>
    inTransaction(database, (client) => advance(client, NAME, { ...batch, first, next }));
  const publish = async (record: StreamRecord) => {
    const result = await outcomeOf(record, way, Date.now());
    metrics.mqttPublished.inc({ result });
    if (result !== 'published')
      log.warn({ topic: record.key?.toString('utf8'), result }, 'a message of Hearth was not published');
  };
  const projection: Projection = {
    name: NAME,
    topics: [MQTT_OUT],
    delivery: 'split',
    position: (at) => storedPosition(database.pool, NAME, at),
    apply: async (batch) => {
      let at = batch.first;
      for (const record of batch.records) {
        if (isStopping) throw new Error('what Hearth publishes waits for its next start');
        if (!way.isOpen()) throw new Error('no MQTT broker takes what Hearth publishes');
        await moveOver(batch, at, record.offset + 1);
        at = record.offset + 1;
        await publish(record);
      }
      if (at !== batch.next) await moveOver(batch, at, batch.next);
    },
  };
  // Nobody's messages wait for it: the door is open meanwhile.
  const starting = startProjection({ kafka, log, metrics }, projection);
  starting.catch((error: Error) => fail(`Publishing can't start: ${error.message}`));
  return {
    stop: async () => {
      isStopping = true;
      await (await starting).stop();
    },
  };
}

type Result = 'published' | 'outdated' | 'unreadable' | 'failed';

async function outcomeOf(record: StreamRecord, way: WayOut['way'], nowMs: number): Promise<Result> {
  const message = parseOut(record);
  if (message === undefined) return 'unreadable';
  if (nowMs - record.timestampMs > WORTH_SAYING_MS) return 'outdated';
  const patience = new AbortController();
  const late = wait(ANSWERS_WITHIN_MS, 'failed' as const, { signal: patience.signal });
  late.catch(() => undefined);
  const published = way.publish(message).then(
    () => 'published' as const,
    () => 'failed' as const,
  );
  const result = await Promise.race([published, late]);
  patience.abort();
  return result;
}
