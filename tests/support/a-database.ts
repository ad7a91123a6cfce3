import { randomBytes } from 'node:crypto';
import pg from 'pg';

import { type Database, openDatabase } from '@/server/database';
import { servers } from './servers';

/** A fresh, migrated database on the tests' server. */
export async function aDatabase(): Promise<Database & { drop(): Promise<void> }> {
  const name = `hearth_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(`CREATE DATABASE "${name}" TEMPLATE "${servers().migratedDatabase}"`);
  const url = new URL(servers().databaseUrl);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href);
  return {
    ...database,
    drop: async () => {
      await database.close();
      await asAdmin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client(servers().databaseUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
