import type { ResetAnswer, ResetMove, ResetPlan, ResetTarget } from '@/contracts/topic-groups';

/** How pages have a group moved. */
export interface ResetActions {
  readonly dryRun: (topic: string, group: string, target: ResetTarget) => Promise<ResetPlan | string>;
  readonly reset: (request: {
    readonly topic: string;
    readonly group: string;
    readonly target: ResetTarget;
    readonly moves: readonly ResetMove[];
    readonly token: string;
  }) => Promise<ResetAnswer>;
}
