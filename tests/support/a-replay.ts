import { vi } from 'vitest';
import type { Replay } from '@/contracts/replay';
import { inTransaction } from '@/server/database';
import { askForReplay, type ReplayWish } from '@/server/decode/commands';
import { replayJob } from '@/server/decode/queries';
import { writeAlone } from '@/server/decode/write-knowledge';
import type { Road } from './a-road';

type Wish = Partial<ReplayWish> & Pick<ReplayWish, 'corrections'>;

/** Asks for a replay of everything received in the last hour; answers its number. */
export function askFor(road: Road, wish: Wish): Promise<number> {
  const span = { from: Date.now() - 3_600_000, to: Date.now() + 3_600_000 };
  return inTransaction(road.context.database, async (client) => {
    await writeAlone(client);
    return askForReplay(client, {
      kind: 'mapping',
      what: 'a test',
      who: 'test',
      topics: ['#'],
      ...span,
      ...wish,
    });
  });
}

/** Resolves once a replay has ended and history has stored what it wrote. */
export async function replayed(road: Road, id: number): Promise<Replay> {
  const job = await vi.waitFor(
    async () => {
      const found = await replayJob(road.context.database, id);
      if (found?.endedAt === undefined || found.endedAt === null)
        throw new Error(`replay ${id}: ${JSON.stringify(found)}`);
      return found;
    },
    { timeout: 30_000, interval: 50 },
  );
  await road.settled('history');
  return job;
}
