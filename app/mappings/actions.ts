'use server';

import { redirect } from 'next/navigation';
import { removeMapping, saveMapping } from '@/app/_data/mappings';
import type { MappingProblem } from '@/components/mappings/draft';
import type { MappingOutcome } from '@/contracts/mapping-saving';

const AWAY: MappingProblem = {
  path: '',
  message:
    'That did not reach Hearth’s database. Nothing was changed, and what you typed is still here; try again.',
};

const FASTER: MappingProblem = {
  path: '',
  message:
    'Somebody saved another version meanwhile. Load the page again to see it; copy first what you typed.',
};

/** A mapping that is edited, and its version that is. */
export interface Edited {
  readonly id: number;
  readonly base: number;
}

/** Saves a mapping and leads to its sensor; what is wrong with it, and where, when it can't. */
export async function save(
  edited: Edited | undefined,
  sensor: string,
  definition: object,
): Promise<readonly MappingProblem[]> {
  const owned = 'sensors' in definition ? definition : { ...definition, sensor };
  const problems = await attempted(() => saveMapping({ ...edited, definition: owned }));
  if (problems.length > 0) return problems;
  redirect(`/sensors/${encodeURIComponent(sensor)}`);
}

export async function remove({ id, base }: Edited): Promise<readonly MappingProblem[]> {
  const problems = await attempted(() => removeMapping(id, base));
  if (problems.length > 0) return problems;
  redirect('/mappings');
}

async function attempted(work: () => Promise<MappingOutcome>): Promise<readonly MappingProblem[]> {
  try {
    const outcome = await work();
    if ('conflict' in outcome) return [FASTER];
    return 'errors' in outcome ? outcome.errors : [];
  } catch (error) {
    console.error(error);
    return [AWAY];
  }
}
