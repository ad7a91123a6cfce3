import type { PoolClient } from 'pg';
import type { Range } from '@/contracts/believable';
import type { Outcome } from '@/contracts/registry';
import { type Database, inTransaction } from '@/server/database';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';
import { writeRanges } from './write-ranges';

/** What somebody says of one series. */
export interface RangeWish {
  readonly sensorId: string;
  readonly quantity: string;
  /** Null: the series without one. */
  readonly channel: string | null;
  /** Canonical unit, inclusive; null: what the profile or the quantity says holds again. */
  readonly limits: Range | null;
}

/** From a second on these values of a series are believed, and no others; refused where there is no such series. */
export function setBelievableRange(
  database: Pick<Database, 'pool'>,
  wish: RangeWish,
  who: string,
): Promise<Outcome<{ readonly validFrom: string }>> {
  return inTransaction(database, async (client) => {
    const problem = problemOf(wish.limits);
    if (problem !== undefined) return { refused: problem };
    await writeAlone(client);
    if (!(await isThere(client, wish))) return NO_SERIES;
    const validFrom = await momentOfValidity(client);
    await writeRanges(
      client,
      [{ ...wish, channel: wish.channel ?? '', source: 'person', who: who.slice(0, 120) }],
      validFrom,
    );
    await announce(client, validFrom);
    return { done: { validFrom } };
  });
}

const NO_SERIES = {
  refused: { problem: 'That sensor has no such values any more: somebody removed it meanwhile.' },
} as const;

function problemOf(limits: Range | null): { readonly problem: string; readonly field: string } | undefined {
  if (limits === null || limits[0] < limits[1]) return undefined;
  return { problem: 'The lowest value has to be below the highest.', field: 'min' };
}

async function isThere(client: PoolClient, { sensorId, quantity, channel }: RangeWish): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM series JOIN sensor ON sensor.id = sensor_id
     WHERE sensor_id = $1 AND quantity = $2 AND channel IS NOT DISTINCT FROM $3 FOR SHARE OF sensor`,
    [sensorId, quantity, channel],
  );
  return rowCount !== 0;
}
