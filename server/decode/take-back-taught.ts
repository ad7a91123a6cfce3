import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import { mqttFilterOf } from '@/contracts/topic-filter';
import { msOf } from '@/server/ms-of';
import { newestVersions, saysTheSame } from './mapping-versions';
import { askForReplay, undoReplayIn } from './replay/ask';
import { writeNext } from './save-mapping';
import { headOf } from './stored-definition';

export interface TaughtToTakeBack {
  readonly mappingId: number;
  /** That was written by it. */
  readonly version: number;
  /** By which it holds for the past before it was taught; null: it doesn't. */
  readonly replayId: number | null;
  /** Whether sensors stay that it fed: what it brought them meanwhile is taken from them, too. */
  readonly isStaying: boolean;
  readonly who: string;
  /** A sentence for people, where what it brought meanwhile is decoded anew. */
  readonly what: string;
}

interface Version {
  readonly version: number;
  readonly definition: unknown;
  /** ms since 1970. */
  readonly from: number;
}

const CHANGED = {
  refused: {
    problem:
      'Its mapping was changed since, or more was taught to it. Take that back first, or mend the mapping itself.',
  },
} as const;

/**
 * From a second on, and for the past as well, a mapping says what it said before a version. Refused where it says something else
 * than that version by now. Inside a transaction that writes alone; the same again comes to the same.
 */
export async function takeBackTaught(client: PoolClient, wish: TaughtToTakeBack): Promise<Outcome<null>> {
  const { mappingId, version, replayId, who } = wish;
  const [taught, before] = await versionsUpTo(client, mappingId, version);
  const [newest] = await newestVersions(client, { ids: [mappingId] });
  if (replayId !== null) await undoReplayIn(client, replayId, who);
  if (taught === undefined || newest === undefined) return { done: null };
  const definition = before?.definition == null ? null : headOf(before.definition);
  const isBack = newest.definition === null || saysTheSame(newest.definition, definition);
  if (!isBack && !saysTheSame(newest.definition, taught.definition)) return CHANGED;
  const by = { who, why: 'taken back' };
  const standing = isBack
    ? newest.version
    : (await writeNext(client, { mappingId, definition }, newest, by)).saved.version;
  if (wish.isStaying) await askForMeanwhile(client, wish, taught, standing);
  return { done: null };
}

/** A version, and the one before it. */
async function versionsUpTo(
  client: PoolClient,
  mappingId: number,
  version: number,
): Promise<readonly Version[]> {
  const { rows } = await client.query<Version>(
    `SELECT version, definition, ${msOf('valid_from')} AS "from"
       FROM mapping_version WHERE mapping_id = $1 AND version IN ($2, $2 - 1) ORDER BY version DESC`,
    [mappingId, version],
  );
  return rows[0]?.version === version ? rows : [];
}

async function askForMeanwhile(
  client: PoolClient,
  { mappingId, who, what }: TaughtToTakeBack,
  { definition, from }: Version,
  version: number,
): Promise<void> {
  const { rows } = await client.query<{ to: number }>(
    `SELECT ${msOf('valid_from')} + 1 AS "to"
       FROM mapping_version WHERE mapping_id = $1 AND version = $2`,
    [mappingId, version],
  );
  const to = rows[0]?.to ?? from;
  const topics = [mqttFilterOf(headOf(definition).topic)];
  const corrections = [{ mappingId, version, from, to }];
  await askForReplay(client, { kind: 'teach', what, who, topics, from, to, corrections });
}
