import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const TRY_AGAIN_MS = 5_000;

/** What of all processes one shall do. */
export interface Lead {
  /** As PostgreSQL's list of sessions names it. */
  readonly name: string;
  /** The advisory lock that the leader holds. */
  readonly lock: number;
  /** Where its listeners hear that there is something to do. */
  readonly channels: readonly string[];
}

/** While it lasts, nobody else leads. */
export interface Term {
  /** Resolves when a channel was told, the time is over, or the lead is lost. */
  nextTurn(withinMs: number): Promise<void>;
  readonly isLost: boolean;
}

/** Leads whenever no other process does, until the signal: `lead` is called with each term. */
export async function leadInTurn(
  databaseUrl: string,
  what: Lead,
  signal: AbortSignal,
  lead: (term: Term) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: `hearth ${what.name}`,
      keepAlive: true,
    });
    try {
      await client.connect();
      await leadOnce(client, what, signal, lead);
    } catch {
      // PostgreSQL is away, which the start and /readyz tell: whoever leads then, it is not this process.
    } finally {
      await client.end().catch(() => undefined);
    }
    await pause(TRY_AGAIN_MS, signal);
  }
}

async function leadOnce(
  client: pg.Client,
  { lock, channels }: Lead,
  signal: AbortSignal,
  lead: (term: Term) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  while (!signal.aborted && !lost.signal.aborted) {
    const { rows } = await client.query<{ leads: boolean }>('SELECT pg_try_advisory_lock($1) AS leads', [
      lock,
    ]);
    if (rows[0]?.leads === true)
      return lead(await termOn(client, channels, AbortSignal.any([signal, lost.signal])));
    await pause(TRY_AGAIN_MS, AbortSignal.any([signal, lost.signal]));
  }
}

async function termOn(client: pg.Client, channels: readonly string[], ended: AbortSignal): Promise<Term> {
  let hasChanged = false;
  let wake = () => undefined as unknown;
  client.on('notification', () => {
    hasChanged = true;
    wake();
  });
  for (const channel of channels) await client.query(`LISTEN ${channel}`);
  return {
    get isLost() {
      return ended.aborted;
    },
    nextTurn: async (withinMs) => {
      const woken = new AbortController();
      wake = () => woken.abort();
      if (!hasChanged) await pause(withinMs, AbortSignal.any([ended, woken.signal]));
      hasChanged = false;
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
