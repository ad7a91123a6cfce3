import type { PoolClient } from 'pg';
import type { Range } from '@/contracts/believable';
import type { Outcome } from '@/contracts/registry';
import { type Database, inTransaction } from '@/server/database';
import { askForReplay } from './replay/ask';
import { topicsOfSensor } from './sensor-topics';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';
import { type NewRange, writeRanges } from './write-ranges';

/** What somebody says of one series. */
export interface RangeWish {
  readonly sensorId: string;
  readonly quantity: string;
  /** Null: the series without one. */
  readonly channel: string | null;
  /** Canonical unit, inclusive; null: what the profile or the quantity says holds again. */
  readonly limits: Range | null;
  /** Of the past, too: since when values were measured, ms since 1970; null: from now on alone. */
  readonly since: number | null;
}

export interface RangeSet {
  readonly validFrom: string;
  /** The replay that brings it to the past; null: none was wished. */
  readonly replay: number | null;
}

/** A device's clock may go ahead of the receipt by so much: what was measured at a moment was received no sooner. */
const CLOCK_AHEAD_MS = 120_000;

/**
 * From a second on these values of a series are believed, and no others; where it is wished of the past, too. Refused where there
 * is no such series.
 */
export function setBelievableRange(
  database: Pick<Database, 'pool'>,
  wish: RangeWish,
  who: string,
): Promise<Outcome<RangeSet>> {
  return inTransaction(database, async (client) => {
    const problem = problemOf(wish.limits);
    if (problem !== undefined) return { refused: problem };
    await writeAlone(client);
    if (!(await isThere(client, wish))) return NO_SERIES;
    const validFrom = await momentOfValidity(client);
    const [rangeId] = await writeRanges(client, [newRange(wish, who)], validFrom);
    const replay =
      rangeId === undefined ? null : await replayPast(client, { ...wish, rangeId, validFrom, who });
    await announce(client, validFrom);
    return { done: { validFrom, replay } };
  });
}

function newRange({ sensorId, quantity, channel, limits }: RangeWish, who: string): NewRange {
  return { sensorId, quantity, channel: channel ?? '', limits, source: 'person', who: who.slice(0, 120) };
}

async function replayPast(
  client: PoolClient,
  given: RangeWish & { readonly rangeId: number; readonly validFrom: string; readonly who: string },
): Promise<number | null> {
  const { sensorId, quantity, channel, since, rangeId, validFrom, who } = given;
  // Up to the millisecond after: where both hold they say the same.
  const to = Date.parse(validFrom) + 1;
  if (since === null || since >= to) return null;
  const from = since - CLOCK_AHEAD_MS;
  const of = channel === null ? quantity : `${quantity} (${channel})`;
  return askForReplay(client, {
    kind: 'range',
    who,
    what: `${sensorId}: another range of believable values of ${of}`,
    topics: await topicsOfSensor(client, sensorId),
    from,
    to,
    corrections: [{ rangeId, from, to }],
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
