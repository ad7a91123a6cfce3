import type { AppliedPlan, ChangePlan, WishProblem } from './topic-plan';

/** What came of something that was asked of a topic. */
export type TopicAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'saved'; readonly revision: number }
  /** Somebody saved another revision meanwhile. */
  | { readonly kind: 'overtaken'; readonly newest: number }
  | { readonly kind: 'refused'; readonly problem: string; readonly problems?: readonly WishProblem[] }
  /** Wish or cluster are others than were shown; nothing was done. */
  | { readonly kind: 'stale'; readonly revision: number; readonly plan: ChangePlan }
  /** It ran, to its end or as far as it came. */
  | { readonly kind: 'ran'; readonly applied: AppliedPlan };
