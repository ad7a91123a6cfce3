import type { ClientBase } from 'pg';
import { zoneOffsetMs } from '@/contracts/zone-offset';
import { DEMO_ROOMS } from './devices/devices';
import { DAY_MS, MINUTE_MS } from './house/clock';

/** `runs`: it publishes. `leaves`: its button was pressed. `gone`: nothing of it is left, and it never comes back. */
export type DemoState = 'runs' | 'leaves' | 'gone';

/** The demo house as the database keeps it; moments in ms since 1970. */
export interface DemoRow {
  readonly state: DemoState;
  readonly seed: number;
  /** ms that the house's clock is ahead of UTC. */
  readonly clockAheadMs: number;
  readonly began: number;
  readonly pastFrom: number;
  /** Up to here its past stands in the raw log. */
  readonly pastUntil: number;
  readonly rooms: readonly string[];
}

/** A pool or one of its connections. */
type Asked = Pick<ClientBase, 'query'>;

const PAST_DAYS = 7;
const SEED = 20;

interface Columns {
  readonly state: DemoState;
  readonly seed: number;
  readonly clock_ahead: number;
  readonly began: string;
  readonly past_from: string;
  readonly past_until: string;
  readonly rooms: string[];
}

/** Undefined where there never was one. */
export async function readDemoRow(pool: Asked): Promise<DemoRow | undefined> {
  const { rows } = await pool.query<Columns>(
    `SELECT state, seed, clock_ahead, rooms, ${msOf('began_at')} AS began, ${msOf('past_from')} AS past_from,
            ${msOf('past_until')} AS past_until
     FROM demo_house`,
  );
  const [row] = rows;
  return row === undefined ? undefined : fromColumns(row);
}

/**
 * Begins a demo where none ever was: with `on` anywhere, with `auto` only in a database that knows no sensor and has read no
 * message. Its past begins at a full minute.
 */
export async function beginDemo(
  pool: Asked,
  wish: 'auto' | 'on',
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): Promise<void> {
  const began = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const pastFrom = began - PAST_DAYS * DAY_MS;
  await pool.query(
    `INSERT INTO demo_house (state, seed, clock_ahead, began_at, past_from, past_until, rooms)
     SELECT 'runs', $1, $2, to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0),
            array(SELECT name FROM unnest($5::text[]) AS wanted (name)
                  WHERE NOT EXISTS (SELECT FROM room WHERE room.name = wanted.name))
     WHERE $6 OR NOT (EXISTS (SELECT FROM sensor) OR EXISTS (SELECT FROM consumer_offset WHERE next > 0))
     ON CONFLICT DO NOTHING`,
    [SEED, Math.round(zoneOffsetMs(began, timeZone) / MINUTE_MS), began, pastFrom, DEMO_ROOMS, wish === 'on'],
  );
}

/** The past stands in the raw log up to `until`. */
export async function movePastUntil(pool: Asked, until: number): Promise<void> {
  await pool.query('UPDATE demo_house SET past_until = to_timestamp($1 / 1000.0)', [until]);
}

/** Only forward: runs, leaves, gone. */
export async function moveDemoState(pool: Asked, from: DemoState, to: DemoState): Promise<boolean> {
  const { rowCount } = await pool.query('UPDATE demo_house SET state = $2 WHERE state = $1', [from, to]);
  return rowCount === 1;
}

function msOf(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::bigint`;
}

function fromColumns(row: Columns): DemoRow {
  return {
    state: row.state,
    seed: row.seed,
    clockAheadMs: row.clock_ahead * MINUTE_MS,
    began: Number(row.began),
    pastFrom: Number(row.past_from),
    pastUntil: Number(row.past_until),
    rooms: row.rooms,
  };
}
