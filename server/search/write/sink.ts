import { setTimeout as wait } from 'node:timers/promises';
import { SearchFault } from '../target/search-fault';
import { faultOf, type SearchServer } from '../target/search-server';
import {
  BULK_PATH,
  type ItemAnswer,
  itemsOf,
  type Refused,
  type Stored,
  type WholeAnswer,
  wholeAnswerOf,
} from './bulk-answer';
import { actionAt, type Chunk, halvesOf, pickOf } from './chunk';
import { createRoad } from './road';

/** What is left is sent again after it, as long as something of it was taken. */
const WHILE_IT_MOVES_MS = 100;
/** More whole requests of one document each refused are no poison, but something in between that refuses all. */
const MOST_REFUSED_WHOLE = 50;

/** Not now: what is left of the work is to be tried again after a while. */
export class NotNow extends Error {}

/** What is left to do of some actions, and what became of the others. */
export interface Work {
  /** Those of a stage are sent once all of the stages before it are done. */
  stages: readonly (readonly Chunk[])[];
  readonly tally: Record<Stored | 'refused', number>;
  readonly refused: Refused[];
  refusedWhole: number;
}

export function workOf(...stages: readonly (readonly Chunk[])[]): Work {
  const tally = { stored: 0, repeated: 0, older: 0, deleted: 0, gone: 0, refused: 0 };
  return { stages: stages.filter((stage) => stage.length > 0), tally, refused: [], refusedWhole: 0 };
}

/** `retried`: something of it has to be sent again. `split`: too large, or holding what is refused, or too much for the server. */
export type SinkEvent = 'sent' | 'retried' | 'split';

export interface SinkEars {
  readonly happened?: (event: SinkEvent) => void;
  /** Told of an index that is no more. */
  readonly indexMissing?: (index: string) => void;
}

export interface Sink {
  /**
   * Does what is left of the work. Resolves once every action is done or refused for ever; throws `NotNow` when something is
   * left, which stays in the work, and `SearchFault` when nothing can be written until somebody mends it.
   */
  write(work: Work): Promise<void>;
}

export function createSink(server: SearchServer, ears: SinkEars = {}): Sink {
  const { happened = () => undefined, indexMissing = () => undefined } = ears;
  const road = createRoad();

  async function send(chunk: Chunk, work: Work): Promise<Left> {
    happened('sent');
    const answer = await server.ask({ method: 'POST', path: BULK_PATH, ndjson: chunk.bytes });
    const items = itemsOf(answer, chunk);
    road.learn(chunk, answer.status === 429 || items?.some(isPressed) === true);
    if (items !== undefined) return settleItems(chunk, items, work, indexMissing);
    const whole = wholeAnswerOf(answer);
    if (whole.kind === 'stop') throw faultOf(server.url, answer);
    return settleWhole(chunk, whole, work, server.url);
  }

  /** What is left of a chunk after all that could be done with it at once. */
  async function exhaust(chunk: Chunk, work: Work, round: Round): Promise<Left> {
    const open = [chunk];
    const left: Chunk[] = [];
    let reason: string | undefined;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const own = next;
      if (road.isTooNarrowFor(own)) {
        open.push(...halvesOf(own).toReversed());
        continue;
      }
      // Known before the next one is let in.
      const settled = await road.enter(async () =>
        round.away === undefined
          ? send(own, work).catch((error: unknown) => leftBy(error, own, round))
          : leftOf(own, round.away),
      );
      if (settled.atOnce.length + settled.later.length > 1) happened('split');
      if (settled.later.length > 0) happened('retried');
      open.push(...settled.atOnce.toReversed());
      left.push(...settled.later);
      reason ??= settled.reason;
      if (settled.fault !== undefined) return { atOnce: [], later: [...left, ...open], fault: settled.fault };
    }
    return { atOnce: [], later: left, reason };
  }

  return {
    write: async (work) => {
      for (;;) {
        const before = doneOf(work);
        const [stage = [], ...rest] = work.stages;
        const round: Round = { away: undefined };
        const settled = await Promise.all(stage.map((chunk) => exhaust(chunk, work, round)));
        const left = settled.flatMap(({ later }) => later);
        work.stages = left.length === 0 ? rest : [left, ...rest];
        const fault = settled.find((one) => one.fault !== undefined)?.fault;
        if (fault !== undefined) throw fault;
        if (work.stages.length === 0) return;
        if (left.length === 0) continue;
        const reason = settled.find((one) => one.reason !== undefined)?.reason ?? 'without a word';
        if (doneOf(work) === before)
          throw new NotNow(`${new URL(server.url).host} takes it later: ${reason}`);
        await wait(WHILE_IT_MOVES_MS);
      }
    },
  };
}

function doneOf({ tally }: Work): number {
  return Object.values(tally).reduce((sum, count) => sum + count, 0);
}

function isPressed(item: ItemAnswer): boolean {
  return item.kind === 'again' && item.isPressed;
}

/** What is left of a request: to be sent at once, or later for a reason. */
interface Left {
  readonly atOnce: readonly Chunk[];
  readonly later: readonly Chunk[];
  readonly reason?: string | undefined;
  readonly fault?: SearchFault | undefined;
}

/** Requests that are sent side by side: when one gets no answer, those that wait for their turn aren't sent. */
interface Round {
  away: string | undefined;
}

function leftOf(chunk: Chunk, reason: string): Left {
  return { atOnce: [], later: [chunk], reason };
}

/** No answer, or a cut one: what was stored is unknown, and all of it is sent again. */
function leftBy(error: unknown, chunk: Chunk, round: Round): Left {
  if (!(error instanceof SearchFault)) throw error;
  if (error.kind === 'away') {
    round.away = error.message;
    return leftOf(chunk, error.message);
  }
  return { atOnce: [], later: [chunk], fault: error };
}

function settleItems(
  chunk: Chunk,
  items: readonly ItemAnswer[],
  work: Work,
  indexMissing: (index: string) => void,
): Left {
  const again: number[] = [];
  let reason: string | undefined;
  let forbidden: string | undefined;
  items.forEach((item, place) => {
    if (item.kind === 'refused') {
      work.refused.push(item.refused);
      work.tally.refused += 1;
    } else if (item.kind === 'again' || item.kind === 'forbidden') {
      again.push(place);
      if (item.kind === 'forbidden') forbidden = item.reason;
      else if (item.isIndexMissing) indexMissing(actionAt(chunk, place).index);
      reason = item.reason;
    } else {
      work.tally[item.kind] += 1;
    }
  });
  const later = again.length === 0 ? [] : [pickOf(chunk, again)];
  if (forbidden === undefined) return { atOnce: [], later, reason };
  return { atOnce: [], later, fault: new SearchFault('rights', `It may not be written: ${forbidden}.`) };
}

function settleWhole(
  chunk: Chunk,
  whole: Exclude<WholeAnswer, { readonly kind: 'stop' }>,
  work: Work,
  url: string,
): Left {
  const { reason } = whole;
  const isOne = chunk.ends.length === 1;
  if (whole.kind === 'again') return leftOf(chunk, reason);
  if (whole.kind === 'pressed') {
    const isPressedAgain = chunk.pressed > 0 && !isOne;
    return { atOnce: [], later: isPressedAgain ? halvesOf(chunk) : [{ ...chunk, pressed: 1 }], reason };
  }
  if (!isOne) return { atOnce: halvesOf(chunk), later: [] };
  work.refusedWhole += 1;
  if (work.refusedWhole > MOST_REFUSED_WHOLE) {
    const words = `${new URL(url).host} refuses every request (${whole.status}): ${reason}.`;
    return { atOnce: [], later: [chunk], fault: new SearchFault('refused', words) };
  }
  work.refused.push({ action: actionAt(chunk, 0), status: whole.status, type: 'request', reason });
  work.tally.refused += 1;
  return { atOnce: [], later: [] };
}
