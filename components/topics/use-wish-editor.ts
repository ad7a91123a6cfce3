'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { ConfigFact } from '@/contracts/topic-page';
import type { ChangePlan, PlanScope } from '@/contracts/topic-plan';
import type { TopicWish } from '@/contracts/topic-wish';
import { draftKey, useTopicPlan } from './use-topic-plan';
import { draftOf, isSameWish, type WishDraft, wishOf } from './wish-draft';

export interface UnsavedWish {
  readonly topic: string;
  readonly base: number;
  readonly wish: TopicWish;
  readonly why: string;
}

/** How pages have a topic changed. */
export interface WishActions {
  readonly save: (request: UnsavedWish) => Promise<TopicAnswer>;
  readonly apply: (
    request: { topic: string; token: string; scope: PlanScope; typed: string },
    unsaved: UnsavedWish | undefined,
    revision: number,
  ) => Promise<TopicAnswer>;
}

const UNREACHED: TopicAnswer = {
  kind: 'refused',
  problem: 'That did not reach Hearth. What you typed is still here; try again.',
};

/** A wish being edited: what was typed, the plan to it, and what came of saving and applying. */
export function useWishEditor({
  topic,
  saved,
  revision,
  settings,
  plan: savedPlan,
  actions,
}: {
  topic: string;
  saved: TopicWish;
  /** Of the saved wish; 0 for a topic that is not there yet. */
  revision: number;
  settings: readonly ConfigFact[];
  plan: ChangePlan | undefined;
  actions: WishActions;
}) {
  const [draft, setDraft] = useState<WishDraft>(() => draftOf(saved, settings));
  const { answer, setAnswer, isRunning, run } = useAnswer();
  const [edited, setEdited] = useState(revision);
  if (edited !== revision) {
    // What was typed is saved by now, or the cluster's was taken over: the form begins with the newest wish.
    setEdited(revision);
    setDraft(draftOf(saved, settings));
  }
  const { wish, problems } = wishOf(draft, settings);
  const shown = useTopicPlan(topic, wish, { plan: savedPlan, of: draftKey(saved), failure: undefined });
  const isDirty = revision === 0 || wish === undefined || !isSameWish(wish, saved);
  const unsaved = (why: string) =>
    isDirty && wish !== undefined ? { topic, base: revision, wish, why } : undefined;
  return {
    draft,
    change: (part: Partial<WishDraft>) => {
      setDraft((before) => ({ ...before, ...part }));
      setAnswer(undefined);
    },
    discard: () => setDraft(draftOf(saved, settings)),
    wish,
    isDirty,
    problems: { ...planProblems(shown.plan, answer), ...problems },
    warnings: warningsOf(shown.plan),
    plan: shown.plan,
    isFresh: wish !== undefined && shown.of === draftKey(wish) && shown.failure === undefined,
    failure: shown.failure,
    answer,
    isRunning,
    save: (why: string) => {
      const request = unsaved(why);
      if (request !== undefined) run(() => actions.save(request));
    },
    apply: (scope: PlanScope, typed: string, why: string) => {
      const token = shown.plan?.token;
      if (token !== undefined)
        run(() => actions.apply({ topic, token, scope, typed }, unsaved(why), revision));
    },
  };
}

/** What came of saving or applying; the page is read anew after it. */
function useAnswer() {
  const router = useRouter();
  const [answer, setAnswer] = useState<TopicAnswer>();
  const [isRunning, start] = useTransition();
  const run = (work: () => Promise<TopicAnswer>) =>
    start(async () => {
      const next = await work().catch(() => UNREACHED);
      setAnswer(next);
      // Another's revision would take the place of what was typed.
      if (next.kind !== 'refused' && next.kind !== 'overtaken') router.refresh();
    });
  return { answer, setAnswer, isRunning, run };
}

/** What a plan or an answer refuses, by field. */
function planProblems(
  plan: ChangePlan | undefined,
  answer: TopicAnswer | undefined,
): Readonly<Record<string, string>> {
  const told = answer?.kind === 'refused' ? (answer.problems ?? []) : [];
  const refused = [...(plan?.problems ?? []), ...told].filter(({ isRefusal }) => isRefusal);
  const impossible = (plan?.changes ?? []).flatMap(({ what, reason }) =>
    reason === undefined ? [] : [{ at: what, message: reason }],
  );
  return Object.fromEntries([...impossible, ...refused].map(({ at, message }) => [at, message]));
}

function warningsOf(plan: ChangePlan | undefined): Readonly<Record<string, string>> {
  const warnings = (plan?.problems ?? []).filter(({ isRefusal }) => !isRefusal);
  return Object.fromEntries(warnings.map(({ at, message }) => [at, message]));
}
