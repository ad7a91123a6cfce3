import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RAW } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import { FenceLost, type Projection, type StreamBatch } from '@/server/stream/types';
import { freshTopics } from '../../support/fresh-topics';
import { anAppender, aProjection, kafka, numbered, PATIENTLY, records, Store } from './kafka-under-test';

beforeEach(() => freshTopics(kafka()));

const toOneKey = (values: readonly string[]) => records(RAW, values, () => 'one');

/** What was done with batches, in order. */
class Diary {
  readonly lines: string[] = [];
  readonly store = new Store();

  projection(commit: (batch: StreamBatch) => Promise<void>): Omit<Projection, 'name'> {
    const { position } = this.store;
    return {
      topics: [RAW],
      delivery: 'split',
      position,
      apply: async (batch) => {
        this.lines.push(`apply ${batch.first}`);
        await this.store.apply(batch);
      },
      commit: async (batch) => {
        this.lines.push(`commit ${batch.first}`);
        await commit(batch);
      },
    };
  }
}

describe('a commit', () => {
  it('comes after its batch and before the next one is applied', async () => {
    const appender = await anAppender();
    const diary = new Diary();
    const commits: (() => void)[] = [];
    await aProjection(diary.projection(() => new Promise((resolve) => commits.push(resolve))));

    await appendAll(appender, toOneKey(['a']));
    await vi.waitUntil(() => commits.length === 1, PATIENTLY);
    await appendAll(appender, toOneKey(['b']));
    commits[0]?.();
    await vi.waitUntil(() => commits.length === 2, PATIENTLY);

    expect(diary.lines).toEqual(['apply 0', 'commit 0', 'apply 1', 'commit 1']);
    commits[1]?.();
  });

  it('that fails is tried again, and its batch is not applied again', async () => {
    const appender = await anAppender();
    const diary = new Diary();
    let broken = true;
    const running = await aProjection(
      diary.projection(async () => {
        if (broken) throw new Error('the store is away');
      }),
    );
    const sent = appendAll(appender, toOneKey(numbered('v', 10)));
    await vi.waitUntil(() => diary.lines.filter((line) => line === 'commit 0').length >= 3, PATIENTLY);
    await sent;
    expect(running.problem()).toContain('the store is away');
    expect(diary.lines.filter((line) => line.startsWith('apply'))).toEqual(['apply 0']);
    broken = false;
    await vi.waitUntil(() => running.problem() === undefined, PATIENTLY);
    await appendAll(appender, toOneKey(['w']));
    await vi.waitUntil(() => diary.store.applied.length === 11, PATIENTLY);

    expect(diary.store.applied).toEqual([...numbered('v', 10), 'w']);
  });

  it('that finds another position sends the reading there', async () => {
    const appender = await anAppender();
    const diary = new Diary();
    await appendAll(appender, toOneKey(numbered('v', 10)));
    let lost = false;
    await aProjection(
      diary.projection(async (batch) => {
        if (lost || batch.next !== 10) return;
        lost = true;
        throw new FenceLost(6, batch.first);
      }),
    );

    await vi.waitUntil(() => diary.store.applied.length === 14, PATIENTLY);
    expect(diary.store.applied.slice(-4)).toEqual(['v6', 'v7', 'v8', 'v9']);
  });

  it('under way is waited for when the projection stops', async () => {
    const appender = await anAppender();
    const diary = new Diary();
    let committed = false;
    let begun = false;
    const running = await aProjection(
      diary.projection(async () => {
        begun = true;
        await new Promise((resolve) => setTimeout(resolve, 300));
        committed = true;
      }),
    );
    await appendAll(appender, toOneKey(['a']));
    await vi.waitUntil(() => begun, PATIENTLY);
    await running.stop();

    expect(committed).toBe(true);
  });
});
