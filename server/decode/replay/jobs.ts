import type { Replay, ReplayKind, ReplayState } from '@/contracts/replay';
import type { Database } from '@/server/database';
import { msOf } from '@/server/ms-of';

const SHOWN = 200;

interface Row {
  readonly id: number;
  readonly kind: ReplayKind;
  readonly what: string;
  readonly who: string;
  readonly from: number;
  readonly to: number;
  readonly state: ReplayState;
  readonly undoes: number | null;
  readonly undoneBy: number | null;
  readonly records: string;
  readonly recordsDone: string;
  readonly readings: string;
  readonly problem: string | null;
  readonly askedAt: number;
  readonly endedAt: number | null;
}

const REPLAYS = `
  SELECT job.id, job.kind, job.what, job.who, ${msOf('job.from_at')} AS "from", ${msOf('job.to_at')} AS "to", job.state,
         job.undoes, undo.id AS "undoneBy", job.records, job.records_done AS "recordsDone", job.readings, job.problem,
         ${msOf('job.asked_at')} AS "askedAt", ${msOf('job.ended_at')} AS "endedAt"
    FROM replay_job AS job LEFT JOIN replay_job AS undo ON undo.undoes = job.id`;

/** The newest replays, newest first, up to 200; without those that nobody asked for and that came to nothing. */
export async function replayJobs({ pool }: Pick<Database, 'pool'>): Promise<readonly Replay[]> {
  const { rows } = await pool.query<Row>(
    `${REPLAYS} WHERE NOT (job.kind = 'knowledge' AND job.readings = 0) ORDER BY job.id DESC LIMIT ${SHOWN}`,
  );
  return rows.map(replayOf);
}

/** One of them; undefined where there is none of that id. */
export async function replayJob({ pool }: Pick<Database, 'pool'>, id: number): Promise<Replay | undefined> {
  const { rows } = await pool.query<Row>(`${REPLAYS} WHERE job.id = $1`, [id]);
  return rows.map(replayOf)[0];
}

function replayOf({ records, recordsDone, readings, ...row }: Row): Replay {
  return {
    ...row,
    records: Number(records),
    recordsDone: Number(recordsDone),
    readings: Number(readings),
  };
}
