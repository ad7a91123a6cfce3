import type { Database } from '@/server/database';
import { readDemoRow } from './demo-row';

/** The demo house, as pages tell of it. */
export interface Demo {
  /** Its button was pressed, and it is being taken away. */
  readonly leaves: boolean;
  /** How much of its past is written, 0 to 1. */
  readonly pastWritten: number;
}

/** Undefined where there is none, or no longer one. */
export async function readDemo({ pool }: Pick<Database, 'pool'>): Promise<Demo | undefined> {
  const row = await readDemoRow(pool);
  if (row === undefined || row.state === 'gone') return undefined;
  return {
    leaves: row.state === 'leaves',
    pastWritten: (row.pastUntil - row.pastFrom) / (row.began - row.pastFrom),
  };
}
