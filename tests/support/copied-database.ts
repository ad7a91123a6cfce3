import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface CopiedDatabase {
  readonly name: string;
  readonly url: string;
  /** Ends whoever is still connected to it. */
  drop(): Promise<void>;
}

/** A copy of a database on a server, by a name that nothing else there has. */
export async function copiedDatabase(adminUrl: string, template: string): Promise<CopiedDatabase> {
  const name = `hearth_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    drop: () => asAdmin(adminUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
