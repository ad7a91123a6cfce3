import type { AppliedPlan, AppliedStep, TopicObservation } from '@/contracts/topic-plan';
import type { Queryable } from './stored';

interface PlanRow extends Omit<AppliedPlan, 'startedAt' | 'endedAt'> {
  readonly topic: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** A plan that was applied, with its topic. */
export type PlanRecord = AppliedPlan & { readonly topic: string };

const PLAN = `SELECT id, topic, revision, scope, state, problem, steps, who, started_at AS "startedAt", ended_at AS "endedAt"
  FROM kafka_plan`;

function recordOf({ startedAt, endedAt, ...row }: PlanRow): PlanRecord {
  return { ...row, startedAt: startedAt.getTime(), endedAt: endedAt?.getTime() ?? null };
}

const SHOWN_PLANS = 200;

/** What was applied to a topic, newest first. */
export async function readPlans(database: Queryable, topic: string): Promise<readonly PlanRecord[]> {
  const { rows } = await database.query<PlanRow>(
    `${PLAN} WHERE topic = $1 ORDER BY started_at DESC, id DESC LIMIT ${SHOWN_PLANS}`,
    [topic],
  );
  return rows.map(recordOf);
}

/** Plans of which nobody knows yet how they ended. */
export async function readUnfinished(database: Queryable, topic?: string): Promise<readonly PlanRecord[]> {
  const { rows } = await database.query<PlanRow>(
    `${PLAN} WHERE state IN ('running', 'interrupted') AND ($1::text IS NULL OR topic = $1) ORDER BY id`,
    [topic ?? null],
  );
  return rows.map(recordOf);
}

/** How often a topic was put back since a moment. */
export async function countPutBacks(database: Queryable, topic: string, sinceMs: number): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM kafka_plan WHERE topic = $1 AND scope = 'put_back' AND started_at > $2`,
    [topic, new Date(sinceMs)],
  );
  return rows[0]?.count ?? 0;
}

export interface NewPlan {
  readonly topic: string;
  readonly revision: number;
  readonly scope: AppliedPlan['scope'];
  readonly before: TopicObservation | null;
  readonly steps: readonly AppliedStep[];
  readonly who: string;
}

/** Written before the first step is done. */
export async function beginPlan(database: Queryable, plan: NewPlan): Promise<number> {
  const { topic, revision, scope, before, steps, who } = plan;
  const { rows } = await database.query<{ id: number }>(
    `INSERT INTO kafka_plan (topic, revision, scope, state, before, steps, who)
     VALUES ($1, $2, $3, 'running', $4, $5, $6) RETURNING id`,
    [topic, revision, scope, JSON.stringify(before), JSON.stringify(steps), who],
  );
  return rows[0]?.id ?? 0;
}

export async function noteSteps(
  database: Queryable,
  id: number,
  steps: readonly AppliedStep[],
): Promise<void> {
  await database.query('UPDATE kafka_plan SET steps = $2 WHERE id = $1', [id, JSON.stringify(steps)]);
}

const LONGEST_PROBLEM = 1_000;

export async function endPlan(
  database: Queryable,
  id: number,
  end: Pick<AppliedPlan, 'state' | 'problem' | 'steps'>,
): Promise<PlanRecord> {
  const { rows } = await database.query<PlanRow>(
    `UPDATE kafka_plan SET state = $2, problem = $3, steps = $4, ended_at = now() WHERE id = $1
     RETURNING id, topic, revision, scope, state, problem, steps, who, started_at AS "startedAt", ended_at AS "endedAt"`,
    [id, end.state, end.problem?.slice(0, LONGEST_PROBLEM) ?? null, JSON.stringify(end.steps)],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`plan ${id} is gone`);
  return recordOf(row);
}
