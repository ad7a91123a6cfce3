import { SHAPE_KINDS, type ShapeKind } from '@/contracts/inbox';
import type { Database } from '@/server/database';
import { msOf } from '@/server/ms-of';
import { createTopicTree } from '../topic-tree';
import { payloadShape } from './payload-shape';
import type { SourceRow } from './shape-groups';
import { withoutTaught } from './taught-sources';

type Pool = Pick<Database, 'pool'>;

/** As many as there can be at home; of a large site the newest. */
const MOST_ROWS = 20_000;

interface Row extends Omit<SourceRow, 'kind' | 'count' | 'firstOffset' | 'lastOffset'> {
  readonly kind: string;
  readonly count: string;
  readonly firstOffset: string;
  readonly lastOffset: string;
  readonly sample: Buffer | null;
}

/** What nothing claims now and nobody ignores. */
export async function readSources(database: Pool): Promise<readonly SourceRow[]> {
  const [{ rows }, isIgnored] = await Promise.all([
    database.pool.query<Row>(
      `SELECT topic, partition, shape, kind, fields, count, first_offset AS "firstOffset", last_offset AS "lastOffset",
              ${msOf('first_seen')} AS "firstSeen", ${msOf('last_seen')} AS "lastSeen", gap_ms AS "everyMs", login,
              CASE WHEN kind = '' THEN sample END AS sample
       FROM inbox_source WHERE reason = 'UNCLAIMED' AND kind <> 'unlisted'
       ORDER BY last_seen DESC, topic, shape LIMIT ${MOST_ROWS}`,
    ),
    ignoredTopics(database),
  ]);
  return withoutTaught(
    database.pool,
    rows.flatMap(sourceIn).filter((row) => !isIgnored(row)),
  );
}

/** Whether a row's topic or newest payload holds a text. */
export async function findSources(
  { pool }: Pool,
  search: string,
): Promise<(row: Pick<SourceRow, 'topic' | 'shape'>) => boolean> {
  const { rows } = await pool.query<{ topic: string; shape: string }>(
    `SELECT DISTINCT topic, shape FROM inbox_source
      WHERE reason = 'UNCLAIMED' AND (topic ILIKE $1 OR encode(sample, 'escape') ILIKE $1)`,
    [likePattern(search)],
  );
  const found = new Set(rows.map(({ topic, shape }) => `${shape} ${topic}`));
  return ({ topic, shape }) => found.has(`${shape} ${topic}`);
}

/** For ILIKE: what holds this text. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function sourceIn({ sample, ...row }: Row): SourceRow[] {
  const shape = sample === null ? undefined : payloadShape(sample);
  const kind = shape?.kind ?? SHAPE_KINDS.find((known) => known === row.kind);
  if (kind === undefined) return [];
  const [count, firstOffset, lastOffset] = [row.count, row.firstOffset, row.lastOffset].map(Number);
  return [
    {
      ...row,
      kind,
      fields: shape?.fields ?? row.fields,
      count: count ?? 0,
      firstOffset: firstOffset ?? 0,
      lastOffset: lastOffset ?? 0,
    },
  ];
}

async function ignoredTopics({ pool }: Pool): Promise<(row: { topic: string; kind: ShapeKind }) => boolean> {
  const { rows } = await pool.query<{ pattern: string; kind: string }>(
    'SELECT pattern, kind FROM inbox_ignored WHERE pattern IS NOT NULL',
  );
  const tree = createTopicTree<string>();
  for (const { pattern, kind } of rows) tree.add(pattern, kind);
  return ({ topic, kind }) => tree.matches(topic).includes(kind);
}
