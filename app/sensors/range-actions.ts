'use server';

import { refresh } from 'next/cache';
import * as ranges from '@/app/_data/ranges';
import type { RangeJudgement } from '@/contracts/believable';
import type { Outcome } from '@/contracts/registry';
import { attempt } from '../attempt';

/** Says what can be believed of a series from now on. */
export async function setRange(
  sensorId: string,
  wish: unknown,
): Promise<Outcome<{ readonly replay: number | null }>> {
  const outcome = await attempt(() => ranges.setRange(sensorId, wish));
  if ('done' in outcome) refresh();
  return outcome;
}

/** What a range would make of what is stored. */
export async function judgeRange(sensorId: string, judged: unknown): Promise<RangeJudgement> {
  return ranges.judgeRange(sensorId, judged);
}
