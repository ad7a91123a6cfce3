import type { RecordPlace } from './document';

const MOST_ACTIONS = 2_000;
/** Of a request. */
export const MOST_BYTES = 1_048_576;

/** Where an action comes from. */
export interface Origin extends RecordPlace {
  readonly sensorId: string;
  readonly uid: string;
  readonly raw: { readonly p: number; readonly o: number };
}

/** Actions that make one request, in their order, as they are sent: held as bytes, which nobody has to look through again. */
export interface Chunk {
  readonly bytes: Buffer;
  /** Where each action ends. */
  readonly ends: readonly number[];
  readonly origins: readonly Origin[];
  /** How often the server had no room for it. */
  readonly pressed: number;
}

/** An action, read out of its chunk. `body`: the document; '' where one is deleted. */
export interface WrittenAction {
  readonly index: string;
  readonly id: string;
  readonly version: number;
  readonly body: string;
  readonly origin: Origin;
}

export interface ChunkWriter {
  /** One action: what `actionText` gives, ASCII. */
  add(text: string, origin: Origin): void;
  /** Chunks of at most 2,000 actions or 1 MB; a larger action stands alone. */
  finish(): Chunk[];
}

export function createChunkWriter(): ChunkWriter {
  const done: Chunk[] = [];
  let bytes = Buffer.alloc(0);
  let ends: number[] = [];
  let origins: Origin[] = [];
  let at = 0;
  const close = () => {
    if (ends.length > 0) done.push({ bytes: bytes.subarray(0, at), ends, origins, pressed: 0 });
    [ends, origins, at, bytes] = [[], [], 0, Buffer.alloc(0)];
  };
  return {
    add: (text, origin) => {
      if (at + text.length > bytes.length || ends.length >= MOST_ACTIONS) {
        close();
        bytes = Buffer.allocUnsafeSlow(Math.max(MOST_BYTES, text.length));
      }
      at += bytes.write(text, at, 'latin1');
      ends.push(at);
      origins.push(origin);
    },
    finish: () => {
      close();
      return done;
    },
  };
}

/** Its first and its second half. */
export function halvesOf(chunk: Chunk): Chunk[] {
  const middle = chunk.ends.length >> 1;
  return [sliceOf(chunk, 0, middle), sliceOf(chunk, middle, chunk.ends.length)];
}

function sliceOf({ bytes, ends, origins, pressed }: Chunk, from: number, to: number): Chunk {
  const begin = beginOf(ends, from);
  return {
    bytes: bytes.subarray(begin, ends[to - 1]),
    ends: ends.slice(from, to).map((end) => end - begin),
    origins: origins.slice(from, to),
    pressed,
  };
}

/** These actions of it alone, as one that was never sent. */
export function pickOf({ bytes, ends, origins }: Chunk, places: readonly number[]): Chunk {
  const pieces = places.map((place) => bytes.subarray(beginOf(ends, place), ends[place]));
  let end = 0;
  return {
    bytes: Buffer.concat(pieces),
    ends: pieces.map(({ length }) => {
      end += length;
      return end;
    }),
    origins: places.flatMap((place) => origins[place] ?? []),
    pressed: 0,
  };
}

export function actionAt({ bytes, ends, origins }: Chunk, place: number): WrittenAction {
  const [line = '', body = ''] = bytes.toString('utf8', beginOf(ends, place), ends[place]).split('\n');
  const [said] = Object.values(
    JSON.parse(line) as Record<string, { _index: string; _id: string; version: number }>,
  );
  const origin = origins[place];
  if (said === undefined || origin === undefined) throw new Error('an action without its line');
  return { index: said._index, id: said._id, version: said.version, body, origin };
}

function beginOf(ends: readonly number[], place: number): number {
  return place === 0 ? 0 : (ends[place - 1] ?? 0);
}
