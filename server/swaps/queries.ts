export { readSwapPlan } from './plan';
export { readSwaps } from './stored';
