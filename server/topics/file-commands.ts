import type { AppliedPlan, Change, ChangePlan, PlanScope } from '@/contracts/topic-plan';
import type { TopicWish } from '@/contracts/topic-wish';
import type { FileError } from '@/server/file-error';
import { type ApplyOutcome, applyPlan, type TopicTools } from './apply';
import { observeTopic } from './observe';
import { readGround } from './page';
import { makePlan } from './plan';
import { readStoredTopic, readStoredTopics, type StoredTopic } from './stored';
import { type NamedWish, readTopicFile, topicFileOf } from './topic-file';
import { saveWish, takeOver } from './wishes';

/** Every managed topic's wish, as a file. */
export async function exportTopics(database: TopicTools['database']): Promise<object> {
  return topicFileOf((await readStoredTopics(database.pool)).values());
}

export interface FilePlan {
  readonly topic: string;
  readonly changes: readonly Change[];
  readonly problems: ChangePlan['problems'];
  /** To be given with `--confirm` before all of it is applied. */
  readonly confirm: string | null;
  readonly refusedByKafka: string | null;
}

type Errors = { readonly errors: readonly FileError[] };

/** What a file would change, topic by topic; nothing is written. Topics that it doesn't name are left alone. */
export async function planTopicFile(
  tools: TopicTools,
  text: string,
): Promise<Errors | { readonly plans: readonly FilePlan[] }> {
  const read = await readWishes(tools, text);
  if ('errors' in read) return read;
  const plans: FilePlan[] = [];
  for (const { name, wish } of read.topics) {
    const stored = await readStoredTopic(tools.database.pool, name);
    const { plan } = await makePlan(tools, name, wish, { isMissing: stored?.topicId != null });
    const { changes, problems, confirm, refusedByKafka } = plan;
    plans.push({ topic: name, changes, problems, confirm, refusedByKafka });
  }
  return { plans };
}

async function readWishes(tools: TopicTools, text: string) {
  const { settings } = await readGround(tools);
  const types = new Map(settings.map(({ name, type }) => [name, type]));
  return readTopicFile(text, (setting) => types.get(setting) ?? 'string');
}

export interface FileApply {
  readonly scope: PlanScope;
  /** What is lost, as `confirm` of the plans says it. */
  readonly confirmed: readonly string[];
  readonly why: string;
  readonly who: string;
}

/** What became of a topic of the file. */
export interface FileOutcome {
  readonly topic: string;
  readonly outcome: 'as planned' | 'applied' | 'saved' | 'failed' | 'not begun';
  readonly problem?: string;
  readonly steps?: AppliedPlan['steps'];
}

/** Saves and applies a file's wishes, one topic after another; stops at the first that fails and says what was not begun. */
export async function applyTopicFile(
  tools: TopicTools,
  text: string,
  how: FileApply,
): Promise<Errors | { readonly outcomes: readonly FileOutcome[] }> {
  const read = await readWishes(tools, text);
  if ('errors' in read) return read;
  const outcomes: FileOutcome[] = [];
  for (const named of read.topics) {
    const hasFailed = outcomes.some(({ outcome }) => outcome === 'failed');
    outcomes.push(
      hasFailed ? { topic: named.name, outcome: 'not begun' } : await applyNamed(tools, named, how),
    );
  }
  return { outcomes };
}

async function applyNamed(
  tools: TopicTools,
  { name, wish }: NamedWish,
  how: FileApply,
): Promise<FileOutcome> {
  const { who, why } = how;
  await adoptIfThere(tools, name, how);
  const stored = await readStoredTopic(tools.database.pool, name);
  if (stored === undefined || !isWished(stored, wish)) {
    const saved = await saveWish(tools, { topic: name, base: stored?.revision ?? 0, wish, why, who });
    if (saved.kind === 'overtaken')
      return {
        topic: name,
        outcome: 'failed',
        problem: 'Somebody else saved a revision at the same moment.',
      };
    if (saved.kind === 'refused') return { topic: name, outcome: 'failed', problem: saved.problem };
  }
  return applySaved(tools, name, how);
}

/** A topic that nobody managed is managed from here on: what it was is a revision of its own. */
async function adoptIfThere(tools: TopicTools, name: string, { who, why }: FileApply): Promise<void> {
  const stored = await readStoredTopic(tools.database.pool, name);
  if (stored?.isManaged === true) return;
  const observed = await observeTopic(tools.cluster, name);
  if (observed !== undefined) await takeOver(tools, name, { who, why: `As it was before: ${why}` });
}

function isWished({ wish: { revision, who, why, at, ...stored } }: StoredTopic, wish: TopicWish): boolean {
  const canonical = (one: TopicWish) =>
    JSON.stringify([...Object.entries({ ...one, configs: Object.entries(one.configs).sort() })].sort());
  return canonical(stored) === canonical(wish);
}

async function applySaved(tools: TopicTools, name: string, how: FileApply): Promise<FileOutcome> {
  const stored = await readStoredTopic(tools.database.pool, name);
  if (stored === undefined) return { topic: name, outcome: 'failed', problem: 'Its wish is gone.' };
  const { plan } = await makePlan(tools, name, stored.wish, { isMissing: stored.topicId !== null });
  if (plan.changes.length === 0) return { topic: name, outcome: 'as planned' };
  const typed = how.confirmed.find((phrase) => phrase === plan.confirm) ?? '';
  const { revision } = stored;
  const outcome = await applyPlan(tools, {
    ...{ topic: name, revision, token: plan.token, scope: how.scope, typed, who: how.who },
  });
  return { topic: name, ...wordsOf(outcome, plan, how.scope) };
}

function wordsOf(outcome: ApplyOutcome, plan: ChangePlan, scope: PlanScope): Omit<FileOutcome, 'topic'> {
  if (outcome.kind === 'ran') {
    const { state, problem, steps } = outcome.applied;
    return state === 'done'
      ? { outcome: 'applied', steps }
      : { outcome: 'failed', problem: problem ?? state, steps };
  }
  if (outcome.kind === 'stale') return { outcome: 'failed', problem: 'It was changed at the same moment.' };
  const isWaiting = scope === 'safe' && plan.changes.every(({ class: kind }) => kind !== 'safe');
  if (isWaiting) return { outcome: 'saved', problem: 'Nothing of it is safe: it waits.' };
  const hint = plan.confirm === null ? '' : ` On the command line: --confirm "${plan.confirm}".`;
  return { outcome: 'failed', problem: `${outcome.problem}${hint}` };
}
