import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '@/server/context';
import { applyMappingFile } from '@/server/decode/commands';
import { startAppender } from '@/server/stream/appender';
import { AppendRefused } from '@/server/stream/types';
import { again } from './again';
import { type DemoRow, movePastUntil } from './demo-row';
import type { World } from './devices/device';
import { DEMO_DEVICES, demoMappingFile } from './devices/devices';
import { createHouse } from './house/house';
import { writePast } from './past';
import { type Publisher, startPublisher } from './publisher';

/** A decoder's look is at most half a second old: after this one every record is read with the demo's mappings. */
const KNOWN_AFTER_MS = 600;
/** The devices say first what is now: a page shows it from the start, and the past fills in behind it. */
const NOW_FIRST_MS = 1_500;

export type LifeParts = Pick<Context, 'database' | 'kafka' | 'log' | 'metrics' | 'homeZone'>;

/** The demo house while it publishes. */
export interface DemoLife {
  stop(): Promise<void>;
  /** Stops, and takes back what the broker keeps of its devices. */
  vanish(): Promise<void>;
}

/** Is taught as by a person, publishes, and writes what is missing of its past. Returns at once. */
export function startDemoLife(parts: LifeParts, row: DemoRow, mqttUrl: string): DemoLife {
  const aborting = new AbortController();
  const { signal } = aborting;
  const house = createHouse({ seed: row.seed, since: row.pastFrom, offsetMs: row.clockAheadMs });
  const world: World = { house, timeZone: parts.homeZone(), began: row.began };
  let publisher: Publisher | undefined;

  async function live(): Promise<void> {
    if (row.pastUntil === row.pastFrom) await again(parts.log, signal, () => teach(parts, row));
    await wait(KNOWN_AFTER_MS, undefined, { signal });
    publisher = startPublisher(mqttUrl, DEMO_DEVICES, world);
    if (row.pastUntil === row.began) return;
    await wait(NOW_FIRST_MS, undefined, { signal });
    await bringPast(parts, row, world, signal);
  }
  const living = live().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });

  async function end(how: 'stop' | 'vanish'): Promise<void> {
    aborting.abort();
    await living;
    await publisher?.[how]();
    publisher = undefined;
  }
  return { stop: () => end('stop'), vanish: () => end('vanish') };
}

/** Once: what a person renames, moves or takes away stays so. */
async function teach({ database }: LifeParts, { pastFrom }: DemoRow): Promise<void> {
  const result = await applyMappingFile(database, demoMappingFile(), { validFrom: new Date(pastFrom) });
  if ('errors' in result) throw new Error(`the demo was refused: ${JSON.stringify(result.errors)}`);
}

async function bringPast(parts: LifeParts, row: DemoRow, world: World, signal: AbortSignal): Promise<void> {
  const { database, kafka, log, metrics } = parts;
  const appender = await startAppender({ kafka, log, name: 'demo' });
  const span = { from: row.pastFrom, until: row.pastUntil, to: row.began };
  log.info(
    { from: new Date(span.until), to: new Date(span.to) },
    'the past of the demo house is being written',
  );
  try {
    await writePast({
      devices: DEMO_DEVICES,
      world,
      appender,
      span,
      signal,
      moved: async (until, records) => {
        metrics.rawWritten.inc({ source: 'demo' }, records);
        await again(log, signal, () => movePastUntil(database.pool, until));
      },
    });
    log.info({}, 'the past of the demo house is written');
  } catch (error) {
    if (!(error instanceof AppendRefused)) throw error;
    // A cluster of one's own may take nothing that is a week old. The house goes on without more of its past.
    log.warn({ reason: error.reason }, 'Kafka refuses the past of the demo house');
  } finally {
    await appender.stop();
  }
}
