import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

/** One thing that somebody did, or that was seen. */
export interface AuditEvent {
  readonly who: string;
  readonly action: string;
  /** What it was done to: a topic's or group's name, an address. */
  readonly subject: string;
  readonly detail: object;
  /** From where; absent: from where the work around it is done, else on the machine itself. */
  readonly address?: string | undefined;
}

/** Who does something, and from where; undefined: on the machine itself. */
export interface By {
  readonly who: string;
  readonly address: string | undefined;
}

const workFrom = new AsyncLocalStorage<string>();

/** Whatever this work writes down was done from this address, unless an event says otherwise. */
export function auditedFrom<Done>(address: string, work: () => Promise<Done>): Promise<Done> {
  return workFrom.run(address, work);
}

/** Writes it down for ever; inside a transaction, with what it tells of. */
export async function recordEvent(
  database: Pick<pg.Pool | pg.PoolClient, 'query'>,
  { who, action, subject, detail, address }: AuditEvent,
): Promise<void> {
  await database.query(
    'INSERT INTO audit_entry (who, action, subject, detail, address) VALUES ($1, $2, $3, $4, $5)',
    [who, action, subject, JSON.stringify(detail), address ?? workFrom.getStore() ?? null],
  );
}
