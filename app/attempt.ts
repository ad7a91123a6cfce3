import 'server-only';
import type { Outcome } from '@/contracts/registry';
import { isForbidden } from './is-forbidden';

const AWAY =
  'That did not reach Hearth’s database. Nothing was changed, and what you typed is still here; try again.';

const NOT_YOURS = 'That is not for you to do: ask an admin of this home.';

/** What a command came to; a sentence where it could not be carried out at all. */
export async function attempt<Done>(work: () => Promise<Outcome<Done>>): Promise<Outcome<Done>> {
  try {
    return await work();
  } catch (error) {
    if (isForbidden(error)) return { refused: { problem: NOT_YOURS } };
    console.error(error);
    return { refused: { problem: AWAY } };
  }
}
