import 'server-only';
import { z } from 'zod';
import type { BelievableSeries, RangeJudgement } from '@/contracts/believable';
import type { Outcome } from '@/contracts/registry';
import { type RangeSet, setBelievableRange } from '@/server/decode/commands';
import { readBelievable } from '@/server/decode/queries';
import { rangeJudgement } from '@/server/history/queries';
import { actor, recorded, sight, whoMay } from './asking';
import { database } from './database';

const Range = z.tuple([z.number(), z.number()]);
const Series = z.object({ quantity: z.string().min(1).max(40), channel: z.string().max(120).nullable() });
const Judged = Series.extend({ unit: z.string().max(20), range: Range });
const Wish = Series.extend({ limits: Range.nullable(), since: z.number().int().min(0).nullable() });

/** What can be believed of a sensor's series; for those who may say otherwise. */
export async function believable(sensorId: string): Promise<readonly BelievableSeries[]> {
  await whoMay('run');
  return readBelievable(database(), sensorId);
}

/** What a range would make of what is stored. */
export async function judgeRange(sensorId: string, given: unknown): Promise<RangeJudgement> {
  await whoMay('run');
  const { range, ...series } = Judged.parse(given);
  return rangeJudgement(database(), { sensorId, ...series }, range, await sight());
}

export async function setRange(sensorId: string, given: unknown): Promise<Outcome<RangeSet>> {
  const wish = Wish.parse(given);
  const event = { action: 'believable range set', subject: sensorId, detail: { after: wish } };
  return recorded('run', event, async () =>
    setBelievableRange(database(), sensorId, wish, (await actor()).who),
  );
}
