import 'server-only';
import type { Outcome } from '@/contracts/registry';

const AWAY =
  'That did not reach Hearth’s database. Nothing was changed, and what you typed is still here; try again.';

/** What a command came to; a sentence where it could not be carried out at all. */
export async function attempt<Done>(work: () => Promise<Outcome<Done>>): Promise<Outcome<Done>> {
  try {
    return await work();
  } catch (error) {
    console.error(error);
    return { refused: { problem: AWAY } };
  }
}
