import type { Pool } from 'pg';
import { inTransaction } from '@/server/database';

/** Whoever makes a month holds this lock: two writers would make it at once. */
const MONTHS_LOCK = 7_310_001;

/** Months of `telemetry.reading`, made when the first reading of one comes. */
export interface Months {
  /** Makes sure that there is a partition for each of these moments (µs since 1970). */
  ensure(moments: Iterable<number>): Promise<void>;
  /** Looks again next time: someone else may have removed one. */
  forget(): void;
}

/** The month of a moment (µs since 1970) in UTC, as `2026_11`. */
export function monthOf(micros: number): string {
  return new Date(micros / 1_000).toISOString().slice(0, 7).replace('-', '_');
}

export function createMonths(pool: Pool): Months {
  const known = new Set<string>();
  // A batch spans one month, nearly always: the borders of the month last met save most of the asking.
  let from = 0;
  let to = 0;
  return {
    ensure: async (moments) => {
      const missing = new Set<string>();
      for (const micros of moments) {
        if (micros >= from && micros < to) continue;
        const month = monthOf(micros);
        if (!known.has(month)) missing.add(month);
        else [from, to] = bordersOf(month);
      }
      for (const month of missing) {
        await makeMonth(pool, month);
        known.add(month);
      }
    },
    forget: () => {
      known.clear();
      from = to = 0;
    },
  };
}

function bordersOf(month: string): [from: number, to: number] {
  const [year = 0, number = 0] = month.split('_').map(Number);
  return [Date.UTC(year, number - 1) * 1_000, Date.UTC(year, number) * 1_000];
}

async function makeMonth(pool: Pool, month: string): Promise<void> {
  await inTransaction({ pool }, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MONTHS_LOCK]);
    const table = `telemetry.reading_${month}`;
    const found = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
      table,
    ]);
    if (found.rows[0]?.there) return;
    const [from, to] = bordersOf(month).map((micros) => new Date(micros / 1_000).toISOString());
    // Made apart and attached: that waits for no reader and stops none.
    // Charts read the index alone where vacuum has been: it comes along with the writing, a little at a time.
    await client.query(
      `CREATE TABLE ${table} (LIKE telemetry.reading INCLUDING ALL)
         WITH (autovacuum_vacuum_insert_threshold = 20000, autovacuum_vacuum_insert_scale_factor = 0)`,
    );
    await client.query(
      `ALTER TABLE telemetry.reading ATTACH PARTITION ${table} FOR VALUES FROM ('${from}') TO ('${to}')`,
    );
  });
}
