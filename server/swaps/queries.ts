export { type PlanParts, readSwapPlan } from './plan';
export { readSwaps } from './stored';
