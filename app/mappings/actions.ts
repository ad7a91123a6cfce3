'use server';

import * as data from '@/app/_data/mappings';
import { addSensor as addToRegistry } from '@/app/_data/registry';
import type { MappingOutcome, MappingWish } from '@/contracts/mapping-saving';
import type { Outcome } from '@/contracts/registry';
import { attempt } from '../attempt';

const AWAY: MappingOutcome = {
  errors: [
    {
      path: '',
      message:
        'That did not reach Hearth’s database. Nothing was changed, and what you typed is still here; try again.',
    },
  ],
};

/** Saves a mapping; what is wrong with it, and where, when it can't. */
export async function save(wish: MappingWish): Promise<MappingOutcome> {
  return attempted(() => data.saveMapping(wish));
}

/** Makes an older version the newest. */
export async function restore(id: number, version: number, base: number): Promise<MappingOutcome> {
  return attempted(() => data.restoreMapping(id, version, base));
}

export async function remove(id: number, base: number): Promise<MappingOutcome> {
  return attempted(() => data.removeMapping(id, base));
}

/** Makes a sensor of that name, for a mapping that is to feed it. */
export async function addSensor(name: string): Promise<Outcome<{ readonly id: string }>> {
  const form = new FormData();
  form.set('name', name);
  return attempt(() => addToRegistry(form));
}

async function attempted(work: () => Promise<MappingOutcome>): Promise<MappingOutcome> {
  try {
    return await work();
  } catch (error) {
    console.error(error);
    return AWAY;
  }
}
