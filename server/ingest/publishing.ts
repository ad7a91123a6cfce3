import { setTimeout as wait } from 'node:timers/promises';
import { type OutMessage, parseOut } from '@/contracts/mqtt-out';
import { MQTT_OUT } from '@/contracts/topics';
import type { Context, Running } from '@/server/context';
import { storedPosition } from '@/server/stream/offset-fence';
import { createPositionMover } from '@/server/stream/position-mover';
import { startProjection } from '@/server/stream/projection';
import type { Projection, StreamRecord } from '@/server/stream/types';

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
 * Publishes what other roles ask for, each message at most once: the position moves before it goes out, so that a crash loses
 * one rather than saying it twice.
 */
export function startPublishing(
  { kafka, log, metrics, database, fail }: Context,
  way: WayOut['way'],
): Running {
  const movePosition = createPositionMover(database.pool, NAME);
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
      if (!way.isOpen()) throw new Error('no MQTT broker takes what Hearth publishes');
      await movePosition(batch);
      for (const record of batch.records) await publish(record);
    },
  };
  // Nobody's messages wait for it: the door is open meanwhile.
  const starting = startProjection({ kafka, log, metrics }, projection);
  starting.catch((error: Error) => fail(`Publishing can't start: ${error.message}`));
  return { stop: async () => (await starting).stop() };
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
