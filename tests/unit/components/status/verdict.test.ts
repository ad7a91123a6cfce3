import { describe, expect, it } from 'vitest';
import { missingAt, verdictOf } from '@/components/status/verdict';
import type { PipelineReport } from '@/contracts/pipeline';

const DOOR = {
  received: 10,
  appended: 5,
  joined: 1,
  refused: 2,
  shed: 1,
  inFlight: 1,
  clients: 3,
  perSecond: 1,
};

function report(own: Partial<PipelineReport>): PipelineReport {
  return {
    serverTime: 0,
    since: 0,
    parts: [{ name: 'decode', ready: true }],
    door: DOOR,
    decode: { perSecond: 0, behind: 0 },
    history: { perSecond: 0, behind: 0 },
    live: { screens: 0, framesPerSecond: 0, behind: 0 },
    search: null,
    hops: [],
    refusals: [],
    log: { readAt: null, problem: null, raw: null, readings: null, letters: null, newest: [] },
    versions: [],
    ...own,
  };
}

describe('the verdict', () => {
  it('is good while every part is ready and little waits', () => {
    expect(verdictOf(report({}))).toEqual({ kind: 'ok', words: 'nothing lost, nothing stuck' });
  });

  it('names servers that are away before anything else', () => {
    const away = (name: string) => ({ name, ready: false, reason: 'gone' });
    expect(verdictOf(report({ parts: [away('decode'), away('kafka')] }))).toEqual({
      kind: 'crit',
      words: 'Kafka is away',
    });
    expect(verdictOf(report({ parts: [away('kafka'), away('postgres')] })).words).toBe(
      'Kafka and PostgreSQL are away',
    );
  });

  it('names a part that is not ready', () => {
    const parts = [{ name: 'history', ready: false, reason: 'starting' }];
    expect(verdictOf(report({ parts }))).toEqual({ kind: 'warn', words: 'History not ready' });
  });

  it('says that something is catching up', () => {
    expect(verdictOf(report({ history: { perSecond: 1, behind: 5_000 } })).words).toBe('catching up');
  });
});

it('what came in is the sum of what became of it', () => {
  expect(missingAt(DOOR)).toBe(0);
  expect(missingAt({ ...DOOR, received: 12 })).toBe(2);
});
