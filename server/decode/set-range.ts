import type { PoolClient } from 'pg';
import type { Range, RangeWish } from '@/contracts/believable';
import type { Outcome } from '@/contracts/registry';
import { type Database, inTransaction } from '@/server/database';
import { askForReplay } from './replay/ask';
import { topicsOfSensor } from './sensor-topics';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';
import { type NewRange, writeRanges } from './write-ranges';

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
  sensorId: string,
  wish: RangeWish,
  who: string,
): Promise<Outcome<RangeSet>> {
  return inTransaction(database, async (client) => {
    const problem = problemOf(wish.limits);
    if (problem !== undefined) return { refused: problem };
    await writeAlone(client);
    if (!(await isThere(client, sensorId, wish))) return NO_SERIES;
    const validFrom = await momentOfValidity(client);
    const [rangeId] = await writeRanges(client, [newRange(sensorId, wish, who)], validFrom);
    const replay =
      rangeId === undefined ? null : await replayPast(client, { ...wish, sensorId, rangeId, validFrom, who });
    await announce(client, validFrom);
    return { done: { validFrom, replay } };
  });
}

function newRange(sensorId: string, { quantity, channel, limits }: RangeWish, who: string): NewRange {
  return { sensorId, quantity, channel: channel ?? '', limits, source: 'person', who: who.slice(0, 120) };
}

async function replayPast(
  client: PoolClient,
  given: RangeWish & {
    readonly sensorId: string;
    readonly rangeId: number;
    readonly validFrom: string;
    readonly who: string;
  },
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

async function isThere(
  client: PoolClient,
  sensorId: string,
  { quantity, channel }: RangeWish,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM series JOIN sensor ON sensor.id = sensor_id
     WHERE sensor_id = $1 AND quantity = $2 AND channel IS NOT DISTINCT FROM $3 FOR SHARE OF sensor`,
    [sensorId, quantity, channel],
  );
  return rowCount !== 0;
}
