import { type Database, openDatabase } from '@/server/database';
import { copiedDatabase } from './copied-database';
import { servers } from './servers';

/** A fresh, migrated database on the tests' server. */
export async function aDatabase(): Promise<Database & { drop(): Promise<void> }> {
  const { databaseUrl, migratedDatabase } = servers();
  const { url, drop } = await copiedDatabase(databaseUrl, migratedDatabase);
  const database = openDatabase(url);
  return {
    ...database,
    drop: async () => {
      await database.close();
      await drop();
    },
  };
}
