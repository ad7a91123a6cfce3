import type pg from 'pg';
import type { Database } from '@/server/database';
import { type Auth, type AuthSettings, createAuth } from './auth';

/** What this folder works with: the database, and who knows passwords and sessions. */
export interface People {
  readonly pool: pg.Pool;
  readonly auth: Auth;
}

export function openPeople(database: Pick<Database, 'pool' | 'prisma'>, settings: AuthSettings): People {
  return { pool: database.pool, auth: createAuth(database, settings) };
}
