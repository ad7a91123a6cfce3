'use server';

import { redirect } from 'next/navigation';
import { removeMapping, saveMapping } from '@/app/_data/mappings';
import type { MappingProblem } from '@/components/mappings/draft';

const AWAY: MappingProblem = {
  path: '',
  message:
    'That did not reach Hearth’s database. Nothing was changed, and what you typed is still here; try again.',
};

interface Identity {
  readonly topic: string;
  readonly match?: unknown;
}

/** Saves a mapping and leads to its sensor; what is wrong with it, and where, when it can't. */
export async function save(
  sensor: string,
  definition: object,
  before: Identity | undefined,
): Promise<readonly MappingProblem[]> {
  const problems = await attempted(() => saveMapping(sensor, definition, before));
  if (problems.length > 0) return problems;
  redirect(`/sensors/${encodeURIComponent(sensor)}`);
}

export async function remove(sensor: string, identity: Identity): Promise<readonly MappingProblem[]> {
  const problems = await attempted(() => removeMapping(sensor, identity));
  if (problems.length > 0) return problems;
  redirect('/mappings');
}

async function attempted(
  work: () => Promise<{ readonly errors: readonly MappingProblem[] }>,
): Promise<readonly MappingProblem[]> {
  try {
    return (await work()).errors;
  } catch (error) {
    console.error(error);
    return [AWAY];
  }
}
