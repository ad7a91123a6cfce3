import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endLeftOverPostmaster } from '@/server/embedded/postgres/postmaster';
import { type EmbeddedPostgres, startPostgres } from '@/server/embedded/postgres/start-postgres';
import { startOf } from '@/server/embedded/process-identity';
import { type WatchedSurroundings, watchedSurroundings } from '@/tests/support/embedded-parts';
import { aDataDir } from '@/tests/support/hearth-process';

const SLOW = { timeout: 30_000 };

describe('the embedded PostgreSQL', () => {
  const folder = path.join(aDataDir(), 'postgres');
  let around: WatchedSurroundings;
  let postgres: EmbeddedPostgres;

  beforeAll(async () => {
    around = watchedSurroundings();
    postgres = await startPostgres({ folder, port: 0 }, around);
    await query(postgres.url, 'CREATE TABLE kept (value integer)');
    await query(postgres.url, 'INSERT INTO kept VALUES (7)');
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  it('asks for a password that only its owner can read', async () => {
    const file = path.join(folder, 'password');
    const wrong = new URL(postgres.url);
    wrong.password = 'wrong';

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new URL(postgres.url).password).toBe(readFileSync(file, 'utf8').trim());
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('listens on loopback alone, and sorts alike on every machine', async () => {
    const [settings] = await query(
      postgres.url,
      `SELECT current_setting('listen_addresses') AS listens, current_setting('synchronous_commit') AS commits,
              datlocale AS locale FROM pg_database WHERE datname = 'hearth'`,
    );

    expect(settings).toEqual({ listens: '127.0.0.1', commits: 'on', locale: 'C.UTF-8' });
  });

  it('refuses a port that another program has, in one sentence with the way out', async () => {
    const { port } = new URL(postgres.url);

    const taken = startPostgres(
      { folder: path.join(aDataDir(), 'postgres'), port: Number(port) },
      watchedSurroundings(),
    );

    await expect(taken).rejects.toThrow(
      `Port ${port} is taken by another program: stop that program, or set HEARTH_POSTGRES_PORT`,
    );
  });

  it('refuses data of another major version, naming both', async () => {
    const other = path.join(aDataDir(), 'postgres');
    mkdirSync(path.join(other, 'data'), { recursive: true });
    writeFileSync(path.join(other, 'data', 'PG_VERSION'), '16\n');

    const start = startPostgres({ folder: other, port: 0 }, watchedSurroundings());

    await expect(start).rejects.toThrow(
      /was written by PostgreSQL 16 and Hearth brings \d+: .*HEARTH_DATA_DIR/,
    );
  });

  it('comes back by itself after kill -9, with its data', async () => {
    const [first] = around.children;

    process.kill(first?.pid ?? 0, 'SIGKILL');
    await first?.ended;
    await vi.waitFor(() => expect(around.children).toHaveLength(2), SLOW);
    await vi.waitFor(() => expect(postgres.health().ready).toBe(true), SLOW);

    expect(await query(postgres.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  it('keeps password and data over a stop and a start', async () => {
    const { password } = new URL(postgres.url);
    await postgres.stop();

    postgres = await startPostgres({ folder, port: 0 }, watchedSurroundings());

    expect(new URL(postgres.url).password).toBe(password);
    expect(await query(postgres.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });
});

describe('a left-over postmaster', () => {
  it('is ended when it runs on this data, and left alone when its number went to a stranger', async () => {
    const [data, other] = [aDataDir(), aDataDir()];
    const process = spawn('sh', ['-c', 'while :; do sleep 1; done', 'postgres', data], { detached: true });
    const pid = process.pid ?? 0;
    for (const place of [data, other])
      writeFileSync(path.join(place, 'postmaster.pid'), `${pid}\n${place}\n`);

    await endLeftOverPostmaster(other);
    const afterStranger = startOf(pid);
    await endLeftOverPostmaster(data);

    expect(afterStranger).toBeDefined();
    expect(startOf(pid)).toBeUndefined();
  });
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
