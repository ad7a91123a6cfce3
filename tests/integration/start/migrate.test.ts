import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/server/database';
import { migrate } from '@/server/migrate';
import { aDatabase } from '@/tests/support/a-database';

const log = pino({ level: 'silent' });

function folderWith(migrations: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearth-migrations-'));
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'migration.sql'), sql);
  }
  return folder;
}

describe('migrate', () => {
  let database: Database & { drop(): Promise<void> };

  beforeAll(async () => {
    database = await aDatabase();
  });
  afterAll(() => database.drop());

  it('applies nothing twice', async () => {
    const applied = await migrate(database.url, log);

    expect(applied).toEqual([]);
  });

  it('lets two starts at once apply each migration once', async () => {
    const folder = folderWith({ '20990101000000_once': 'CREATE TABLE made_once (id integer)' });

    const applied = await Promise.all([
      migrate(database.url, log, folder),
      migrate(database.url, log, folder),
    ]);

    expect(applied.flat()).toEqual(['20990101000000_once']);
  });

  it('leaves nothing of a migration that fails half-way, and applies it once it is mended', async () => {
    const broken = folderWith({
      '20990102000000_half': 'CREATE TABLE half (id integer); SELECT nonsense;',
    });
    const mended = folderWith({ '20990102000000_half': 'CREATE TABLE half (id integer);' });

    await expect(migrate(database.url, log, broken)).rejects.toThrow('nonsense');
    const left = await database.pool.query("SELECT to_regclass('half') AS half");
    const applied = await migrate(database.url, log, mended);

    expect(left.rows).toEqual([{ half: null }]);
    expect(applied).toEqual(['20990102000000_half']);
  });
});
