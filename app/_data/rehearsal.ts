import 'server-only';
import { z } from 'zod';
import type { RehearsalLine } from '@/contracts/mapping-rehearsal';
import { rehearseMapping } from '@/server/decode/queries';
import { handedToPages } from '@/server/web/queries';
import { whoMay } from './asking';
import { database } from './database';

/** Each has a thread of its own, which takes a core as long as it runs. */
const AT_ONCE = 3;
const LONGEST_DAYS = 3_650;

const Question = z.object({
  draft: z.looseObject({}),
  mappingId: z.int().min(1).max(2_147_483_647).optional(),
  days: z.int().min(1).max(LONGEST_DAYS).default(1),
});

const KEY = Symbol.for('hearth.pages.rehearsals');
type Held = { [KEY]?: Map<string, AbortController> };

const BUSY = 'Others rehearse right now. Try again in a moment.';
const BROKEN_OFF = 'The rehearsal broke off: the raw log can’t be read right now. Try again.';

/**
 * Runs a draft on the real messages of the last days; nothing is written. Lines of progress, then the report or the problem. Each
 * person has one rehearsal: the next one ends it, and so does `left`.
 */
export async function rehearsal(asked: unknown, left: AbortSignal): Promise<AsyncIterable<RehearsalLine>> {
  const { key } = await whoMay('run');
  const { draft, mappingId, days } = Question.parse(asked);
  const { kafka, homeZone, startRehearsalThread: startThread } = handedToPages();
  const running = allRunning();
  running.get(key)?.abort();
  if (running.size >= AT_ONCE && !running.has(key)) return problem(BUSY);
  const mine = new AbortController();
  running.set(key, mine);
  const signal = AbortSignal.any([mine.signal, left]);
  const parts = { database: database(), kafka, zone: homeZone(), startThread };
  const lines = rehearseMapping(parts, { draft, mappingId, days }, signal);
  return untilItEnds(lines, signal, () => {
    if (running.get(key) === mine) running.delete(key);
  });
}

async function* untilItEnds(
  lines: AsyncIterable<RehearsalLine>,
  signal: AbortSignal,
  ended: () => void,
): AsyncGenerator<RehearsalLine> {
  try {
    yield* lines;
  } catch (error) {
    if (signal.aborted) return;
    console.error(error);
    yield { problem: BROKEN_OFF };
  } finally {
    ended();
  }
}

async function* problem(sentence: string): AsyncGenerator<RehearsalLine> {
  yield { problem: sentence };
}

function allRunning(): Map<string, AbortController> {
  const held = globalThis as Held;
  held[KEY] ??= new Map();
  return held[KEY];
}
