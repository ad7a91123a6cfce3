import { SENSORS_NAMED, type Teaching } from '@/contracts/teaching';
import type { Database } from '@/server/database';
import { replayJob } from '@/server/decode/queries';

type Pool = Pick<Database, 'pool'>;

export interface NotedTeaching extends Teaching {
  /** The version of a mapping that it wrote; null: it bound devices. */
  readonly mapping: { readonly mappingId: number; readonly version: number } | null;
  readonly bindings: readonly number[];
  readonly made: readonly string[];
}

type Row = Omit<NotedTeaching, 'replay'> & { readonly replayId: number | null };

const TEACHINGS = `
  SELECT teaching.id, replay_id AS "replayId", bindings, made, who,
         CASE WHEN mapping_id IS NOT NULL THEN json_build_object('mappingId', mapping_id, 'version', version) END AS mapping,
         (extract(epoch FROM at) * 1000)::float8 AS at, (extract(epoch FROM taken_back_at) * 1000)::float8 AS "takenBackAt",
         cardinality(sensors) AS total,
         (SELECT coalesce(json_agg(json_build_object('id', sensor.id, 'name', sensor.name) ORDER BY place), '[]')
          FROM unnest(sensors) WITH ORDINALITY AS given (id, place) JOIN sensor ON sensor.id = given.id
          WHERE place <= ${SENSORS_NAMED}) AS sensors
  FROM inbox_teaching AS teaching`;

const SHOWN = 5;

/** What was taught in the last day and stands, newest first; up to 5. */
export async function recentTeachings(database: Pool): Promise<readonly Teaching[]> {
  const { rows } = await database.pool.query<Row>(
    `${TEACHINGS} WHERE at > now() - interval '1 day' AND taken_back_at IS NULL ORDER BY teaching.id DESC LIMIT ${SHOWN}`,
  );
  return Promise.all(rows.map((row) => withReplay(database, row)));
}

/** Undefined where there is none of that id. */
export async function readTeaching(database: Pool, id: number): Promise<NotedTeaching | undefined> {
  const { rows } = await database.pool.query<Row>(`${TEACHINGS} WHERE teaching.id = $1`, [id]);
  return rows[0] && withReplay(database, rows[0]);
}

async function withReplay(database: Pool, { replayId, ...teaching }: Row): Promise<NotedTeaching> {
  const replay = replayId === null ? undefined : await replayJob(database, replayId);
  return { ...teaching, replay: replay ?? null };
}
