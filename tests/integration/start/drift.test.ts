import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/server/database';
import { aDatabase } from '@/tests/support/a-database';

// Prisma has no word for NULLS NOT DISTINCT, so it would take this index away; see its migration.
const UNKNOWN_TO_PRISMA = ['DROP INDEX "series_identity"'];

describe('the migrations', () => {
  let database: Database & { drop(): Promise<void> };

  beforeAll(async () => {
    database = await aDatabase();
  });
  afterAll(() => database.drop());

  it('are all applied in the eyes of the Prisma command line', () => {
    const { stdout, status } = prisma(['migrate', 'status'], database.url);

    expect(stdout).toContain('Database schema is up to date!');
    expect(status).toBe(0);
  });

  it('make what the schema says, but for what Prisma has no words for', () => {
    const way = ['--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--script'];

    const { stdout } = prisma(['migrate', 'diff', ...way], database.url);

    expect(statementsOf(stdout)).toEqual(UNKNOWN_TO_PRISMA);
  });
});

function prisma(args: readonly string[], url: string): { stdout: string; status: number | null } {
  const cli = ['node_modules/prisma/build/index.js', ...args];
  return spawnSync(process.execPath, cli, { encoding: 'utf8', env: { ...process.env, DATABASE_URL: url } });
}

function statementsOf(script: string): readonly string[] {
  return script
    .split('\n')
    .filter((line) => !line.startsWith('--'))
    .join('\n')
    .split(';')
    .map((statement) => statement.trim())
    .filter(Boolean);
}
