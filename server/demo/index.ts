import { setTimeout as wait } from 'node:timers/promises';
import type { Context, Running } from '@/server/context';
import { withOwnLogin } from '@/server/logins/index';
import { again } from './again';
import { startDemoLife } from './demo-life';
import { beginDemo, type DemoRow, readDemoRow } from './demo-row';
import { removeDemo } from './removal';

const LOOK_EVERY_MS = 2_000;
const READY_LOOK_MS = 100;

type Parts = Pick<
  Context,
  'config' | 'database' | 'kafka' | 'log' | 'metrics' | 'health' | 'homeZone' | 'addresses' | 'fail'
>;

/**
 * A house that is not there, for a Hearth that begins: it publishes over real MQTT until its button is pressed. Nothing waits
 * for it. A process without a door of its own has none.
 */
export function startDemo(context: Parts): Running {
  const aborting = new AbortController();
  const running = run(context, aborting.signal).catch((error: unknown) => {
    if (!aborting.signal.aborted) context.fail(error instanceof Error ? (error.stack ?? '') : String(error));
  });
  return {
    stop: async () => {
      aborting.abort();
      await running;
    },
  };
}

async function run(context: Parts, signal: AbortSignal): Promise<void> {
  const { config, log, addresses } = context;
  if (addresses.mqttUrl === undefined) return;
  // The door is not ready while the machine's clock can't be right: no time to make a past.
  while (context.health.report().roles.ingest?.ready !== true) {
    await wait(READY_LOOK_MS, undefined, { signal });
  }
  const row = await again(log, signal, () => beginOrFind(context));
  if (row === undefined || row.state === 'gone') return;
  // An external broker is others' too.
  const rests = config.demo === 'off' || config.broker !== undefined || row.state === 'leaves';
  const address = withOwnLogin(addresses.mqttUrl, config.dataDir, 'demo');
  const life = rests ? undefined : startDemoLife(context, row, address);
  try {
    await untilLeaving(context, signal);
    await life?.vanish();
    await again(log, signal, () => removeDemo(context, row));
  } finally {
    await life?.stop();
  }
}

async function beginOrFind({ config, database, homeZone }: Parts): Promise<DemoRow | undefined> {
  const wish = wishOf(config);
  if (wish !== 'off') await beginDemo(database.pool, wish, { now: Date.now(), timeZone: homeZone() });
  return readDemoRow(database.pool);
}

/** Nobody asked for a demo's past in a cluster or database that others use. */
function wishOf({ demo, kafka, database, broker }: Context['config']): 'auto' | 'on' | 'off' {
  const embeds = kafka.brokers === undefined && database.url === undefined && broker === undefined;
  return demo === 'auto' && !embeds ? 'off' : demo;
}

/** The button is pressed on a page, which may be another process: what they share is the row. */
async function untilLeaving({ database, log }: Parts, signal: AbortSignal): Promise<void> {
  for (;;) {
    const row = await again(log, signal, () => readDemoRow(database.pool));
    if (row?.state !== 'runs') return;
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
}
