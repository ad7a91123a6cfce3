import { SHAPE_KINDS, type ShapeKind } from '@/contracts/inbox';
import type { Mapping } from '@/contracts/mapping';
import { levelAt, mqttFilterOf } from '@/contracts/topic-filter';
import type { Database } from '@/server/database';
import { createTopicTree } from '../topic-tree';
import { payloadShape } from './payload-shape';
import type { SourceRow } from './shape-groups';

type Pool = Pick<Database, 'pool'>;

/** As many as there can be at home; of a large site the newest. */
const MOST_ROWS = 20_000;

/** A row as it is read, and whether a search found it. */
export interface FoundRow extends SourceRow {
  readonly isFound: boolean;
}

interface Row extends Omit<FoundRow, 'kind' | 'count' | 'firstOffset' | 'lastOffset'> {
  readonly kind: string;
  readonly count: string;
  readonly firstOffset: string;
  readonly lastOffset: string;
  readonly sample: Buffer | null;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** What nothing claims now and nobody ignores. `search`: topic or text; '' finds all. */
export async function readSources(database: Pool, search: string): Promise<readonly FoundRow[]> {
  const [{ rows }, isTaught, isIgnored] = await Promise.all([
    database.pool.query<Row>(
      `SELECT topic, partition, kind, fields, count, first_offset AS "firstOffset", last_offset AS "lastOffset",
              ${ms('first_seen')} AS "firstSeen", ${ms('last_seen')} AS "lastSeen", gap_ms AS "everyMs", login,
              CASE WHEN kind = '' THEN sample END AS sample,
              ($1 = '' OR topic ILIKE $2 OR encode(sample, 'escape') ILIKE $2) AS "isFound"
       FROM inbox_source WHERE reason = 'UNCLAIMED' AND kind <> 'unlisted'
       ORDER BY last_seen DESC, topic, shape LIMIT ${MOST_ROWS}`,
      [search, likePattern(search)],
    ),
    taughtTopics(database),
    ignoredTopics(database),
  ]);
  return rows.flatMap(sourceIn).filter((row) => !isTaught(row) && !isIgnored(row));
}

/** For ILIKE: what holds this text. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function sourceIn({ sample, ...row }: Row): FoundRow[] {
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

interface Taught {
  readonly since: number;
  /** Whether the mapping names a sensor for a topic. */
  readonly names: (topic: string) => boolean;
}

/** Whether a mapping claims a topic, and nothing was left to nobody since it does. */
async function taughtTopics({
  pool,
}: Pool): Promise<(row: Pick<SourceRow, 'topic' | 'lastSeen'>) => boolean> {
  const { rows } = await pool.query<{ definition: Owned; since: number }>(
    `SELECT definition, ${ms('valid_from')} AS since FROM (
       SELECT DISTINCT ON (mapping_id) mapping_id, definition, valid_from FROM mapping_version
       ORDER BY mapping_id, version DESC) AS newest WHERE definition ? 'topic'`,
  );
  const tree = createTopicTree<Taught>();
  for (const { definition, since } of rows)
    tree.add(mqttFilterOf(definition.topic), { since, names: sensorNamer(definition) });
  return ({ topic, lastSeen }) =>
    tree.matches(topic).some(({ since, names }) => lastSeen <= since && names(topic));
}

type Owned = Pick<Mapping, 'topic' | 'sensorFrom' | 'sensors'>;

function sensorNamer({ topic, sensorFrom, sensors }: Owned): (topic: string) => boolean {
  const level = sensorFrom === undefined ? undefined : levelAt(topic, sensorFrom);
  if (level === undefined || sensors === undefined) return () => true;
  return (own) => Object.hasOwn(sensors, own.split('/')[level] ?? '');
}

async function ignoredTopics({ pool }: Pool): Promise<(row: { topic: string; kind: ShapeKind }) => boolean> {
  const { rows } = await pool.query<{ pattern: string; kind: string }>(
    'SELECT pattern, kind FROM inbox_ignored WHERE pattern IS NOT NULL',
  );
  const tree = createTopicTree<string>();
  for (const { pattern, kind } of rows) tree.add(pattern, kind);
  return ({ topic, kind }) => tree.matches(topic).includes(kind);
}
