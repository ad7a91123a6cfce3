import type { ConfigFact, TopicGround, TopicPage, TopicPast } from '@/contracts/topic-page';
import { type ChangePlan, shapeOf } from '@/contracts/topic-plan';
import type { TopicShape } from '@/contracts/topic-wish';
import { RAW } from '@/contracts/topics';
import type { TopicConfig } from '@/server/stream/admin/config-calls';
import type { TopicTools } from './apply';
import { lineOf } from './list';
import { measureTopics } from './measures';
import { type ClusterDefaults, clusterDefaults, type Observed, observeTopics, sureOf } from './observe';
import { makePlan } from './plan';
import { readPlans, readUnfinished } from './plan-record';
import { type Queryable, readRevisions, readStoredTopic, type StoredTopic } from './stored';

/** A topic with its wish; undefined for one that neither is nor shall be. Throws while Kafka is away. */
export async function readTopicPage(tools: TopicTools, name: string): Promise<TopicPage | undefined> {
  const { cluster, database } = tools;
  const [stored, seen, defaults, [running]] = await Promise.all([
    readStoredTopic(database.pool, name),
    observeTopics(cluster, [name], { details: true }),
    clusterDefaults(cluster),
    readUnfinished(database.pool, name),
  ]);
  const observed = sureOf(seen, name);
  const wish = stored?.isManaged ? stored.wish : null;
  if (observed === undefined && wish === null) return undefined;
  const [measures, ground, applied, made] = await Promise.all([
    measureTopics(cluster, seen.topics, Date.now()),
    observed === undefined ? readGround(tools) : groundOf(observed.settings, seen, defaults),
    appliedWish(database.pool, stored),
    wish === null ? undefined : makePlan(tools, name, wish, { isMissing: stored?.topicId != null }),
  ]);
  const measure = measures.topics.get(name);
  return {
    ...ground,
    line: lineOf(name, stored, observed, measure, null),
    observed: observed === undefined ? null : shapeOfObserved(observed),
    wish,
    appliedWish: applied,
    plan: made?.plan ?? null,
    oldest: measure?.oldest ?? null,
    deleteAt: wish === null ? null : (stored?.deleteAt ?? null),
    running: running ?? null,
  };
}

function shapeOfObserved({ partitions, replication, configs }: NonNullable<TopicPage['observed']>) {
  return { partitions, replication, configs };
}

async function appliedWish(
  pool: Queryable,
  stored: StoredTopic | undefined,
): Promise<TopicPage['appliedWish']> {
  if (stored?.appliedRevision == null) return null;
  const applied = (await readRevisions(pool, stored.name)).find(
    ({ revision }) => revision === stored.appliedRevision,
  );
  return applied === undefined ? null : shapeOf(applied);
}

/** What a new topic can be told, by what the brokers report of one that exists. */
export async function readGround({ cluster }: Pick<TopicTools, 'cluster'>): Promise<TopicGround> {
  const [seen, defaults] = await Promise.all([
    observeTopics(cluster, [RAW], { details: true }),
    clusterDefaults(cluster),
  ]);
  const settings = (seen.topics.get(RAW)?.settings ?? []).map((setting) => {
    const value = setting.fallback ?? defaults.configs[setting.name] ?? null;
    return { ...setting, value, isOverride: false };
  });
  return groundOf(settings, seen, defaults);
}

function groundOf(
  settings: readonly TopicConfig[],
  { metadata }: Observed,
  { partitions, replication, configs }: ClusterDefaults,
): TopicGround {
  return {
    settings: settings.map((setting) => factOf(setting, configs)),
    brokers: metadata.brokers.size,
    defaults: { partitions, replication },
  };
}

function factOf(setting: TopicConfig, defaults: ClusterDefaults['configs']): ConfigFact {
  const { name, type, value, isOverride, isReadOnly, isSensitive } = setting;
  return {
    ...{ name, type, value, isOverride, isReadOnly, isSensitive },
    fallback: setting.fallback ?? defaults[name] ?? null,
    documentation: plainText(setting.documentation ?? ''),
  };
}

/** Kafka's documentation is HTML. */
function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The way to a draft of a wish; nothing is saved. */
export async function previewPlan(tools: TopicTools, name: string, draft: TopicShape): Promise<ChangePlan> {
  const stored = await readStoredTopic(tools.database.pool, name);
  return (await makePlan(tools, name, draft, { isMissing: stored?.topicId != null })).plan;
}

const SHOWN_EVENTS = 300;

/** What became of a topic, also of one that is no more. */
export async function readTopicPast(database: TopicTools['database'], name: string): Promise<TopicPast> {
  const [revisions, plans, events] = await Promise.all([
    readRevisions(database.pool, name),
    readPlans(database.pool, name),
    database.pool.query<{
      id: string;
      at: Date;
      who: string;
      action: string;
      detail: Record<string, unknown>;
    }>('SELECT id, at, who, action, detail FROM audit_entry WHERE subject = $1 ORDER BY id DESC LIMIT $2', [
      name,
      SHOWN_EVENTS,
    ]),
  ]);
  return {
    revisions,
    plans,
    events: events.rows.map(({ id, at, ...event }) => ({ ...event, id: Number(id), at: at.getTime() })),
  };
}
