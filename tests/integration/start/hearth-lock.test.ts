import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startOf } from '@/server/embedded/process-identity';
import { partsOf, takeLock, tryLock } from '@/server/hearth-lock';
import { aDataDir } from '@/tests/support/hearth-process';

describe('the lock of a data directory', () => {
  it('is refused in one sentence while a living Hearth has it', async () => {
    const dataDir = aDataDir();
    const lock = await takeLock(dataDir);

    await expect(takeLock(dataDir)).rejects.toThrow(
      `A Hearth already runs on ${dataDir} (process ${process.pid}): stop it, or set HEARTH_DATA_DIR to another folder.`,
    );

    lock.release();
    expect(await tryLock(dataDir)).toBeDefined();
  });

  it('goes to one of many that start at once after a crash', async () => {
    const dataDir = aDataDir();
    writeLock(dataDir, { pid: process.pid, started: 'another boot', parts: {} });

    const locks = await Promise.all([1, 2, 3, 4].map(() => tryLock(dataDir)));

    expect(locks.filter(Boolean)).toHaveLength(1);
  });

  it('ends the servers of a Hearth that was killed, frozen ones too', async () => {
    const dataDir = aDataDir();
    const server = spawn('sleep', ['1000'], { detached: true });
    const identity = { pid: server.pid ?? 0, started: startOf(server.pid ?? 0) ?? '' };
    process.kill(identity.pid, 'SIGSTOP');
    writeLock(dataDir, { pid: process.pid, started: 'another boot', parts: { Kafka: identity } });
    const ended = once(server, 'exit');

    await takeLock(dataDir);

    await ended;
    expect(startOf(identity.pid)).toBeUndefined();
    expect(partsOf(dataDir)).toEqual({});
  });

  it('leaves a stranger alone who was given the number of a dead server', async () => {
    const dataDir = aDataDir();
    const stranger = spawn('sleep', ['1000']);
    const pid = stranger.pid ?? 0;
    writeLock(dataDir, {
      pid: process.pid,
      started: 'another boot',
      parts: { Kafka: { pid, started: 'long ago' } },
    });

    await takeLock(dataDir);

    expect(startOf(pid)).toBeDefined();
    stranger.kill();
  });

  it('is gone once it is released', async () => {
    const dataDir = aDataDir();

    (await takeLock(dataDir)).release();

    expect(existsSync(path.join(dataDir, 'hearth.lock'))).toBe(false);
  });
});

function writeLock(dataDir: string, content: object): void {
  writeFileSync(path.join(dataDir, 'hearth.lock'), JSON.stringify(content));
}
