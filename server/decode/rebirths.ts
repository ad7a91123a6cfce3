import type { OutMessage } from '@/contracts/mqtt-out';
import type { NodeTold } from './families/family';
import { rebirthRequest } from './families/sparkplug-rebirth';

/** A node that answers nothing isn't asked again sooner. */
const ASKED_EVERY_MS = 60_000;
/** What was missed so long ago, its sender has told again since, or can no longer. */
const WORTH_ASKING_MS = 300_000;
const SEQUENCES = 256;
/** Whoever invents nodes must not make the memory grow: beyond these the oldest is forgotten. */
const MOST_NODES = 5_000;

interface Node {
  /** Of the newest message: where it stands, and its number. */
  readonly offset: number;
  readonly sequence: number | undefined;
  readonly askedAtMs: number;
}

/** Which nodes are to describe themselves again: those of whose messages one is missing, or that speak of what nobody knows. */
export interface Rebirths {
  /** What is to be published over a message; the same message again changes nothing. */
  see(told: NodeTold, at: { readonly offset: number; readonly atMs: number }): OutMessage | undefined;
}

/** Of one partition: a node's messages are all in one. `clock`: ms since 1970. */
export function createRebirths(clock: () => number): Rebirths {
  const nodes = new Map<string, Node>();
  return {
    see: (told, { offset, atMs }) => {
      const before = nodes.get(told.node);
      if (before !== undefined && offset <= before.offset) return undefined;
      const lacks = told.lacks || (!told.isBirth && isGap(before?.sequence, told.sequence));
      const askedAtMs = before?.askedAtMs ?? Number.NEGATIVE_INFINITY;
      const asks = lacks && atMs - askedAtMs >= ASKED_EVERY_MS && clock() - atMs < WORTH_ASKING_MS;
      nodes.delete(told.node);
      nodes.set(told.node, { offset, sequence: told.sequence, askedAtMs: asks ? atMs : askedAtMs });
      if (nodes.size > MOST_NODES) nodes.delete(nodes.keys().next().value ?? '');
      if (!asks) return undefined;
      const why = told.lacks ? 'it speaks of what no birth described' : 'a message of it is missing';
      return { ...rebirthRequest(told.node, atMs), qos: 0, retain: false, why };
    },
  };
}

/** The first message that is heard of a node tells of no gap. */
function isGap(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && now !== (before + 1) % SEQUENCES;
}
