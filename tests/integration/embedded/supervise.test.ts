import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startChild } from '@/server/embedded/child';
import { findJava } from '@/server/embedded/kafka/java';
import { type PartPlan, type Surroundings, supervise } from '@/server/embedded/supervise';
import { watchedSurroundings } from '@/tests/support/embedded-parts';
import { aDataDir } from '@/tests/support/hearth-process';

describe('supervise', () => {
  it('gives up after five deaths, with the last words of the part', async () => {
    const around = watchedSurroundings();
    const args = ['-c', 'echo the disk is on fire; exit 3'];
    const launch = async () =>
      startChild({ name: 'Kafka', command: 'sh', args, stopSignal: 'SIGTERM' }, around.log);

    const start = supervise({ name: 'Kafka', launch, ready: () => new Promise(() => undefined) }, around);

    await expect(start).rejects.toThrow(
      'The embedded Kafka died five times within ten minutes (exit code 3). Its last lines:\nthe disk is on fire',
    );
    expect(around.children).toHaveLength(5);
  });

  it('ends a part that is still coming up when Hearth stops', async () => {
    const stopping = new AbortController();
    const around = { ...watchedSurroundings(), signal: stopping.signal };
    const plan = { name: 'Kafka', command: 'sleep', args: ['1000'], stopSignal: 'SIGTERM' } as const;
    const children: { hasEnded(): boolean }[] = [];
    const launch = async () => startChild(plan, around.log);

    const start = supervise(
      { name: 'Kafka', launch, ready: () => new Promise(() => undefined) },
      {
        ...around,
        onChild: (_name, child) => {
          children.push(child);
          stopping.abort();
        },
      },
    );

    await expect(start).rejects.toThrow('aborted');
    expect(children.map((child) => child.hasEnded())).toEqual([true]);
  });

  it('leaves a part that serves alone until its turn to stop comes', async () => {
    const stopping = new AbortController();
    const around = { ...watchedSurroundings(), signal: stopping.signal };
    const supervised = await supervise(aSleeper(around), around);

    stopping.abort();
    await setImmediate();

    expect(around.children.map((child) => child.hasEnded())).toEqual([false]);
    await supervised.stop();
    expect(around.children.map((child) => child.hasEnded())).toEqual([true]);
  });

  it('also ends the process that it was about to start again', async () => {
    const around = watchedSurroundings();
    const plan = aSleeper(around);
    let goOn: () => void = () => undefined;
    const second = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let launches = 0;
    const launch = async () => {
      launches += 1;
      if (launches === 2) await second;
      return plan.launch();
    };
    const supervised = await supervise({ ...plan, launch }, around);
    process.kill(around.children[0]?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => launches).toBe(2);

    const stopped = supervised.stop();
    goOn();
    await stopped;

    expect(around.children.map((child) => child.hasEnded())).toEqual([true, true]);
  });
});

/** A part that serves at once. */
function aSleeper(around: Surroundings): PartPlan {
  const child = { name: 'Kafka', command: 'sleep', args: ['1000'], stopSignal: 'SIGTERM' } as const;
  return { name: 'Kafka', launch: async () => startChild(child, around.log), ready: async () => undefined };
}

describe('findJava', () => {
  it('refuses an old Java that is first on PATH', async () => {
    const folder = aDataDir();
    writeFileSync(path.join(folder, 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2" 2019-01-15\' >&2\n');
    chmodSync(path.join(folder, 'java'), 0o755);

    const found = findJava({ PATH: `${folder}:${process.env.PATH}` });

    await expect(found).rejects.toThrow('Kafka needs Java 17 or newer and the one on PATH is Java 11');
  });

  it('says so when there is no Java at all', async () => {
    await expect(findJava({ PATH: aDataDir() })).rejects.toThrow('there is none on PATH');
  });
});
