import { setTimeout as wait } from 'node:timers/promises';
import { StartRefused } from '@/server/start-refused';
import type { Child } from './child';

const EVERY_MS = 25;

/** Repeats `attempt` until it succeeds or the child has ended; a `StartRefused` is passed on. */
export async function tryWhileAlive(child: Child, attempt: () => Promise<void>): Promise<void> {
  while (!child.hasEnded()) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof StartRefused) throw error;
      await wait(EVERY_MS);
    }
  }
}
