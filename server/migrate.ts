import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import type { Logger } from 'pino';
import { projectRoot } from './project-root';
import { quietClient } from './quiet-client';
import { StartRefused } from './start-refused';

// The key that Prisma Migrate itself locks, so that its command line and a start never run side by side.
const PRISMA_LOCK = 72_707_369;

const PRISMA_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Brings the database up to `prisma/migrations`, in Prisma's own table with its checksums; returns the names it applied.
 * Each migration is one transaction with its row: it is there whole or not at all.
 */
export async function migrate(
  databaseUrl: string,
  log: Pick<Logger, 'info' | 'warn'>,
  folder = path.join(projectRoot(), 'prisma', 'migrations'),
): Promise<readonly string[]> {
  const client = quietClient({ connectionString: databaseUrl, application_name: 'hearth migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(PRISMA_TABLE);
    const applied = await appliedChecksums(client);
    const migrations = readMigrations(folder);
    warnOfEdits(migrations, applied, log);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    if (missing.length > 0) log.info({ migrations: missing.map(({ name }) => name) }, 'database migrated');
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function appliedChecksums(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find((row) => !row.finished);
  if (failed !== undefined) {
    throw new StartRefused(
      `The database says that migration ${failed.name} failed half-way: mend it, then run "npx prisma migrate resolve".`,
    );
  }
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function warnOfEdits(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, string>,
  log: Pick<Logger, 'warn'>,
): void {
  for (const { name, checksum } of migrations) {
    const before = applied.get(name);
    if (before !== undefined && before !== checksum) {
      log.warn({ migration: name }, 'a migration was edited after it was applied');
    }
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
