import type { ShapeKind } from '@/contracts/inbox';
import { createDistinctCount, type DistinctCount } from './distinct-count';
import { createListedRows, type MadeRoom, nameOf } from './listed-rows';
import { payloadShape, shapeName, shortName } from './payload-shape';
import type { InboxReason, KnownSource, Unclaimed } from './unclaimed';

/** Stands for the topics that are too many to be listed. */
const UNLISTED = 'unlisted';

/** What one topic brought of one shape, or of one device. */
export interface Count {
  readonly topic: string;
  readonly reason: InboxReason;
  /** What its messages have in common, in 16 characters: a shape, or a device. */
  readonly shape: string;
  readonly kind: ShapeKind | 'device' | typeof UNLISTED;
  readonly fields: readonly string[];
  /** The topics that this row stands for, where they aren't listed. */
  readonly unlisted: Uint8Array | null;
  count: number;
  readonly first: Unclaimed;
  last: Unclaimed;
}

/** A row that made room for a newer one: what it counted is the filter's from now on. */
export interface GivenUp extends MadeRoom {
  /** The topics that the filter stands for. */
  readonly unlisted: Uint8Array;
}

export interface Tally {
  readonly counts: readonly Count[];
  readonly givenUp: readonly GivenUp[];
}

/** Counts what nobody gets of one partition, whose rows nobody else writes. */
export interface Inbox {
  /** What rows gave up is told until it is stored. */
  tally(unclaimed: readonly Unclaimed[]): Tally;
  stored(tally: Tally): void;
}

type What = Pick<Count, 'shape' | 'kind' | 'fields'>;

/** `known`: those that were heard longest ago first. */
export function createInbox(known: readonly KnownSource[] = []): Inbox {
  const unlisted = new Map<string, DistinctCount>();
  for (const { topic, unlisted: bits } of known)
    if (bits !== null) unlisted.set(topic, createDistinctCount(bits));
  const listed = createListedRows(
    known.filter(({ kind }) => kind !== UNLISTED),
    unlisted.keys(),
  );
  let givenUp: GivenUp[] = [];
  let round = 0;

  function leftOut(filter: string, topic: string): Uint8Array {
    const seen = unlisted.get(filter) ?? createDistinctCount();
    unlisted.set(filter, seen);
    seen.see(topic);
    return seen.bits;
  }

  function place(message: Unclaimed): Pick<Count, 'topic' | 'unlisted'> & What {
    const { topic, reason } = message;
    const what = whatOf(message);
    const placed = listed.place({ topic, reason, shape: what.shape }, round);
    if ('rest' in placed)
      return {
        topic: placed.rest,
        unlisted: leftOut(placed.rest, topic),
        shape: '',
        kind: UNLISTED,
        fields: [],
      };
    const { madeRoom } = placed;
    if (madeRoom !== undefined)
      givenUp.push({ ...madeRoom, unlisted: leftOut(madeRoom.rest, madeRoom.topic) });
    return { topic, unlisted: null, ...what };
  }

  return {
    tally: (unclaimed) => {
      round += 1;
      const counts = new Map<string, Count>();
      for (const message of unclaimed) {
        const { reason } = message;
        const at = place(message);
        const before = counts.get(nameOf({ ...at, reason }));
        if (before === undefined)
          counts.set(nameOf({ ...at, reason }), { ...at, reason, count: 1, first: message, last: message });
        else {
          before.count += 1;
          before.last = message;
        }
      }
      return { counts: [...counts.values()], givenUp: [...givenUp] };
    },
    stored: ({ givenUp: told }) => {
      const isTold = new Set(told);
      givenUp = givenUp.filter((each) => !isTold.has(each));
    },
  };
}

/** What messages are counted together by, beside their topic. */
export function shapeOf(message: Pick<Unclaimed, 'payload' | 'device'>): string {
  return whatOf(message).shape;
}

function whatOf({ payload, device }: Pick<Unclaimed, 'payload' | 'device'>): What {
  if (device !== undefined)
    return { shape: shortName(`${device.family}\n${device.key}`), kind: 'device', fields: [] };
  const shape = payloadShape(payload);
  return { ...shape, shape: shapeName(shape) };
}
