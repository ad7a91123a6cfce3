import { createHash } from 'node:crypto';
import type { ResetAnswer, ResetMove, ResetPlan, ResetTarget } from '@/contracts/topic-groups';
import { recordEvent } from '@/server/audit';
import type { Database } from '@/server/database';
import type { Cluster, GroupState, LogMoment } from '@/server/stream/admin/cluster';
import { RefusedByKafka } from '@/server/stream/admin/refused';
import type { OffsetAt } from '@/server/stream/admin/size-calls';
import { NONE } from '@/server/stream/error-codes';
import { isOwnGroup } from './readers';

/** What a reset would do to a group in one topic; undefined for a group or topic that isn't there. Nothing is written. */
export async function planReset(
  cluster: Cluster,
  topic: string,
  group: string,
  target: ResetTarget,
): Promise<ResetPlan | undefined> {
  const found = (await cluster.metadata([topic])).topics.get(topic);
  const state = (await cluster.groups()).find((one) => one.group === group);
  if (found === undefined || found.error !== NONE || state === undefined) return undefined;
  const partitions = found.leaders.map((_, partition) => ({ topic, partition }));
  const [starts, ends] = await Promise.all([
    cluster.offsets(partitions, 'start'),
    cluster.offsets(partitions, 'end'),
  ]);
  const wanted = await wantedOf(cluster, partitions, target);
  const committed = committedOf(state, topic);
  const moves = ends.flatMap(({ partition, offset: end = 0 }): ResetMove[] => {
    const start = starts.find((one) => one.partition === partition)?.offset ?? 0;
    const from = committed.get(partition) ?? null;
    const to = wanted({ partition, start, end, from });
    return to === undefined ? [] : [{ partition, from, to: Math.min(end, Math.max(start, to)) }];
  });
  const changing = moves
    .filter(({ from, to }) => from !== to)
    .sort((one, other) => one.partition - other.partition);
  return {
    group,
    moves: changing,
    again: sumOf(changing, ({ from, to }) => (from ?? to) - to),
    skipped: sumOf(changing, ({ from, to }) => to - (from ?? to)),
    token: tokenOf(state, committed),
    problem: problemOf(state, changing),
  };
}

function sumOf(moves: readonly ResetMove[], by: (move: ResetMove) => number): number {
  return moves.reduce((sum, move) => sum + Math.max(0, by(move)), 0);
}

interface Bounds {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
  readonly from: number | null;
}

/** Where the target is in a partition; undefined where it stays as it is. */
async function wantedOf(
  cluster: Cluster,
  partitions: readonly { readonly topic: string; readonly partition: number }[],
  target: ResetTarget,
): Promise<(at: Bounds) => number | undefined> {
  switch (target.kind) {
    case 'start':
      return ({ start }) => start;
    case 'end':
      return ({ end }) => end;
    case 'back':
      return ({ from, end }) => (from ?? end) - target.messages;
    case 'offset':
      return ({ partition }) => (partition === target.partition ? target.offset : undefined);
    case 'moment': {
      const found = await momentOffsets(cluster, partitions, target.moment);
      // No message is that new: it goes on at the end.
      return ({ partition, end }) => found.get(partition)?.offset ?? end;
    }
  }
}

async function momentOffsets(
  cluster: Cluster,
  partitions: readonly { readonly topic: string; readonly partition: number }[],
  moment: LogMoment,
): Promise<ReadonlyMap<number, OffsetAt>> {
  return new Map((await cluster.offsets(partitions, moment)).map((at) => [at.partition, at]));
}

function committedOf({ offsets }: GroupState, topic: string): ReadonlyMap<number, number> {
  return new Map(
    offsets.filter((at) => at.topic === topic).map(({ partition, offset }) => [partition, offset]),
  );
}

function tokenOf({ state, members }: GroupState, committed: ReadonlyMap<number, number>): string {
  const offsets = [...committed].sort(([one], [other]) => one - other);
  const seen = JSON.stringify([members.length > 0, state === 'Empty', offsets]);
  return createHash('sha256').update(seen).digest('base64url').slice(0, 22);
}

function problemOf({ group, members }: GroupState, moves: readonly ResetMove[]): string | null {
  if (isOwnGroup(group))
    return 'This is Hearth’s own. Where it goes on stands in PostgreSQL, and Kafka’s offset is told for its lag alone: moving that would change nothing but the lag.';
  if (members.length > 0) {
    const who = [...new Set(members.map(({ clientId, host }) => `${clientId} on ${host}`))].join(', ');
    return `It is working: ${who}. Stop it first, or it would go on where it is and write over what is set here.`;
  }
  return moves.length === 0 ? 'It stands there already.' : null;
}

export interface ResetRequest {
  readonly topic: string;
  readonly group: string;
  readonly target: ResetTarget;
  /** What was shown: `end` goes on growing meanwhile. */
  readonly moves: readonly ResetMove[];
  readonly token: string;
  readonly who: string;
}

/** Moves a group as it was shown, if it still stands where it stood. Throws while Kafka is away. */
export async function resetGroup(
  { cluster, database }: { readonly cluster: Cluster; readonly database: Pick<Database, 'pool'> },
  { topic, group, target, moves, token, who }: ResetRequest,
): Promise<ResetAnswer> {
  const plan = await planReset(cluster, topic, group, target);
  if (plan === undefined) return { kind: 'refused', problem: 'There is no such group any more.' };
  if (plan.problem !== null) return { kind: 'refused', problem: plan.problem };
  if (plan.token !== token || !isAsShown(moves, plan, target)) return { kind: 'stale', plan };
  try {
    await cluster.moveGroup(
      group,
      moves.map(({ partition, to }) => ({ topic, partition, offset: to })),
    );
  } catch (error) {
    if (error instanceof RefusedByKafka)
      return {
        kind: 'refused',
        problem: `Kafka refused it: ${error.message}. Somebody may have begun to read.`,
      };
    throw error;
  }
  await recordEvent(database.pool, {
    who,
    action: 'group_reset',
    subject: topic,
    detail: { group, target, moves },
  });
  return (await standsAt(cluster, topic, group, moves))
    ? { kind: 'done' }
    : {
        kind: 'refused',
        problem: 'Kafka took it, and has other offsets by now: somebody has begun to read.',
      };
}

/** The same as now, but for an end that grew. */
function isAsShown(moves: readonly ResetMove[], plan: ResetPlan, { kind }: ResetTarget): boolean {
  const now = new Map(plan.moves.map((move) => [move.partition, move]));
  return (
    moves.length > 0 &&
    moves.every(({ partition, from, to }) => {
      const move = now.get(partition);
      if (move === undefined || move.from !== from) return false;
      return move.to === to || (kind === 'end' && to >= 0 && to <= move.to);
    })
  );
}

async function standsAt(
  cluster: Cluster,
  topic: string,
  group: string,
  moves: readonly ResetMove[],
): Promise<boolean> {
  const state = (await cluster.groups()).find((one) => one.group === group);
  const committed = state === undefined ? new Map<number, number>() : committedOf(state, topic);
  return moves.every(({ partition, to }) => committed.get(partition) === to);
}
