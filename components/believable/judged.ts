import type { RangeJudgement } from '@/contracts/believable';

/** How far it is known what a range would make of what is stored. */
export type Judged =
  | { readonly state: 'looking' }
  | { readonly state: 'failed' }
  | { readonly state: 'known'; readonly judgement: RangeJudgement };

/** An answer, and the question it is one to. */
export interface Answered {
  readonly asked: string;
  readonly judged: Judged;
}

export const LOOKING: Judged = { state: 'looking' };

/** The answer to a question; one to another question is none. */
export function answerTo(asked: string, answered: Answered | undefined): Judged {
  return answered?.asked === asked ? answered.judged : LOOKING;
}

/** Since when the past would be another; null: it would not, or nobody knows yet. */
export function changedSince(judged: Judged): number | null {
  return judged.state === 'known' ? judged.judgement.since : null;
}

/** Why a range can't be set just now; undefined where it can. `isRange`: what was typed is one. */
export function whyNotYet(isRange: boolean, { state }: Judged): string | undefined {
  if (!isRange) return 'It waits for two numbers, the lower one first.';
  if (state === 'looking') return 'Looking at what is stored…';
  return state === 'failed' ? 'What it does to what is stored could not be looked up.' : undefined;
}
