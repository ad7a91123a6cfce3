import { type Chunk, MOST_BYTES } from './chunk';

const MOST_REQUESTS = 4;
const LEAST_BYTES = 4_096;
const GROWTH = 1.25;

/**
 * How much a server is given at a time: up to four requests of 1 MB. One that has too much to do is given half as much, and
 * more again as it takes it.
 */
export interface Road {
  /** Lets requests through, as many at a time as there is room for. */
  enter<Result>(send: () => Promise<Result>): Promise<Result>;
  isTooNarrowFor(chunk: Chunk): boolean;
  /** What a request came to. */
  learn(chunk: Chunk, isPressed: boolean): void;
}

export function createRoad(): Road {
  const waiting: (() => void)[] = [];
  let inside = 0;
  let width = MOST_REQUESTS;
  let room = MOST_BYTES;
  const letIn = () => {
    while (inside < Math.floor(width) && waiting.length > 0) {
      inside += 1;
      waiting.shift()?.();
    }
  };
  return {
    enter: async (send) => {
      const entered = new Promise<void>((resolve) => waiting.push(resolve));
      letIn();
      await entered;
      try {
        return await send();
      } finally {
        inside -= 1;
        letIn();
      }
    },
    isTooNarrowFor: (chunk) => chunk.ends.length > 1 && room < MOST_BYTES && chunk.bytes.length > room,
    learn: (chunk, isPressed) => {
      if (!isPressed) {
        width = Math.min(MOST_REQUESTS, width * GROWTH);
        room = Math.min(MOST_BYTES, room * GROWTH);
        return;
      }
      width = Math.max(1, width / 2);
      // The first time it may only be busy.
      if (chunk.pressed > 0) room = Math.max(LEAST_BYTES, chunk.bytes.length / 2);
    },
  };
}
