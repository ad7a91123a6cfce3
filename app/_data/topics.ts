import 'server-only';
import { cache } from 'react';
import { z } from 'zod';
import type { DeletionFacts, RecordsFacts, TopicGround, TopicPage, TopicPast } from '@/contracts/topic-page';
import type { ChangePlan, PlanScope } from '@/contracts/topic-plan';
import type { TopicList, TopicWish } from '@/contracts/topic-wish';
import {
  applyPlan,
  cancelDeletion,
  deleteRecords,
  keepWishFor,
  requestDeletion,
  resumePutBack,
  saveWish,
  stopManaging,
  takeOver,
  Wish,
} from '@/server/topics/commands';
import {
  countTroubled,
  createTopicLists,
  deletionFacts,
  exportTopics,
  previewPlan,
  readActivity,
  readGround,
  readTopicPage,
  readTopicPast,
  recordsFacts,
} from '@/server/topics/queries';
import { handedToPages } from '@/server/web/queries';
import { asRunner, whoMay } from './asking';
import { database } from './database';
import { createKept } from './kept';

const LIST_KEPT_MS = 1_500;

function tools() {
  const { cluster, log } = handedToPages();
  return { cluster, log, database: database() };
}

const lists = createKept<TopicList>(LIST_KEPT_MS, 1);
const readList = createTopicLists();

/** Every topic, as wished and as it is. */
export async function topics(): Promise<TopicList> {
  await whoMay('run');
  return lists.get('all', () => readList(tools()));
}

/** What is wished of every managed topic, as a file. */
export async function topicFile(): Promise<object> {
  await whoMay('run');
  return exportTopics(database());
}

const ACTIVITY_KEPT_MS = 30_000;
const MOST_ACTIVITIES = 20;
const activities = createKept<Readonly<Record<string, readonly number[]>>>(ACTIVITY_KEPT_MS, MOST_ACTIVITIES);

/** Messages of each of the last 24 hours, by topic. */
export async function topicActivity(
  names: readonly string[],
): Promise<Readonly<Record<string, readonly number[]>>> {
  await whoMay('run');
  return activities.get(names.join(), () => readActivity(handedToPages().cluster, names, Date.now()));
}

/** Undefined for a topic that neither is nor shall be; a sentence while Kafka is away. */
export const topicPage = cache(async (name: string): Promise<TopicPage | string | undefined> => {
  await whoMay('run');
  return unlessAway(() => readTopicPage(tools(), name));
});

/** What a new topic can be told; a sentence while Kafka is away. */
export async function topicGround(): Promise<TopicGround | string> {
  await whoMay('run');
  return unlessAway(() => readGround(tools()));
}

async function unlessAway<Answer>(read: () => Promise<Answer>): Promise<Answer | string> {
  try {
    return await read();
  } catch (error) {
    console.error(error);
    return error instanceof Error ? error.message : String(error);
  }
}

export async function topicPast(name: string): Promise<TopicPast> {
  await whoMay('run');
  return readTopicPast(database(), name);
}

/** Whether somebody manages it; undefined for a topic that is unknown to Hearth and to Kafka, as far as that is known. */
export async function topicManaged(name: string): Promise<boolean | undefined> {
  const line = (await topics()).topics.find((one) => one.name === name);
  return line === undefined ? undefined : line.state !== 'not_managed';
}

/** How many topics wait for somebody. */
export async function troubledTopics(): Promise<{ readonly count: number }> {
  await whoMay('run');
  return { count: await countTroubled(database().pool) };
}

export async function deletionOf(name: string): Promise<DeletionFacts | undefined> {
  await whoMay('run');
  return deletionFacts(tools(), name);
}

/** `before`: ms since 1970; undefined: all messages. */
export async function recordsOf(name: string, before: number | undefined): Promise<RecordsFacts | undefined> {
  await whoMay('run');
  return recordsFacts(tools(), name, before ?? 'all');
}

const Before = z.record(z.string().regex(/^\d{1,6}$/), z.int().min(0));

/** `before`: what was shown to go, by partition. */
export async function removeRecords(topic: string, before: Readonly<Record<string, number>>, typed: string) {
  return asRunner((who) => deleteRecords(tools(), { topic, before: Before.parse(before), typed, who }));
}

/** The way to a draft, as a browser sends it; nothing is saved. */
export async function planOf(name: string, draft: unknown): Promise<ChangePlan> {
  await whoMay('run');
  return previewPlan(tools(), name, Wish.parse(draft));
}

export interface TopicSave {
  readonly topic: string;
  readonly base: number;
  readonly wish: TopicWish;
  readonly why: string;
}

const LONGEST_WHY = 400;

export async function saveTopic({ topic, base, wish, why }: TopicSave) {
  const request = { topic, base, wish: Wish.parse(wish), why: why.slice(0, LONGEST_WHY) };
  return asRunner((who) => saveWish(tools(), { ...request, who }));
}

export interface TopicApply {
  readonly topic: string;
  readonly revision: number;
  readonly token: string;
  readonly scope: PlanScope;
  readonly typed: string;
}

export async function applyTopic(request: TopicApply) {
  return asRunner((who) => applyPlan(tools(), { ...request, who }));
}

export async function adoptTopic(topic: string, why: string) {
  return asRunner((who) => takeOver(tools(), topic, { who, why }));
}

export async function leaveTopic(topic: string) {
  return asRunner((who) => stopManaging(database(), topic, who));
}

export async function keepWish(topic: string) {
  return asRunner((who) => keepWishFor(tools(), topic, who));
}

export async function putBackAgain(topic: string) {
  return asRunner((who) => resumePutBack(database(), topic, who));
}

export async function askDeletion(topic: string, typed: string) {
  return asRunner((who) => requestDeletion(tools(), { topic, typed, who }));
}

export async function cancelTopicDeletion(topic: string) {
  return asRunner((who) => cancelDeletion(database(), topic, who));
}
