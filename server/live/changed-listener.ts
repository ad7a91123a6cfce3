import pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Changed } from '@/contracts/socket-events';
import type { Running } from '@/server/context';

const CHANNEL = 'hearth_changed';
const ASK_EVERY_MS = 2_000;
const ANSWER_WITHIN_MS = 2_000;
const AGAIN_AFTER_MS = 1_000;

const Micros = z.number().int();
const Notice = z.union([
  z.object({ all: z.literal(true), from: Micros, to: Micros }),
  z.object({
    sensorId: z.string(),
    quantity: z.string(),
    channel: z.string().nullable(),
    from: Micros,
    to: Micros,
  }),
]);

/** What a notice says; undefined for one that can't be read. */
export function parseNotice(payload: string): Changed | undefined {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return undefined;
  }
  const notice = Notice.safeParse(json);
  if (!notice.success) return undefined;
  const { from, to } = notice.data;
  if ('all' in notice.data) return { series: null, from, to };
  const { sensorId, quantity, channel } = notice.data;
  return { series: { sensorId, quantity, channel }, from, to };
}

/**
 * Hears which spans changed in history. A notice can only be lost with its connection. So the connection is asked every
 * 2 s whether it lives, and a new one begins with "anything may have changed": a table to poll would say no more.
 */
export function startChangedListener(
  databaseUrl: string,
  log: Logger,
  onChanged: (changed: Changed) => void,
): Running {
  let stopped = false;
  let heardBefore = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    const own = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'hearth live',
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_WITHIN_MS,
    });
    client = own;
    own.on('error', (error) => lose(own, error));
    own.on('notification', ({ payload }) => {
      const changed = parseNotice(payload ?? '');
      if (changed === undefined) log.warn({ payload }, 'unreadable notice of a change');
      else onChanged(changed);
    });
    try {
      await own.connect();
      await own.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      return lose(own, error);
    }
    if (heardBefore) onChanged({ series: null, from: 0, to: Date.now() * 1_000 });
    heardBefore = true;
    askLater(own);
  }

  function askLater(own: pg.Client): void {
    timer = setTimeout(() => {
      own.query('SELECT 1').then(
        () => client === own && !stopped && askLater(own),
        (error) => lose(own, error),
      );
    }, ASK_EVERY_MS);
  }

  function lose(own: pg.Client, error: unknown): void {
    if (client !== own || stopped) return;
    client = undefined;
    clearTimeout(timer);
    log.warn({ error }, 'lost the connection that tells of changes in history');
    own.end().catch(() => undefined);
    timer = setTimeout(listen, AGAIN_AFTER_MS);
  }

  void listen();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
