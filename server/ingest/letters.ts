import { DEAD_LETTER_SAMPLE_BYTES, type DeadLetterCode } from '@/contracts/dead-letter';
import { DEAD_LETTERS } from '@/contracts/topics';
import type { Metrics } from '@/server/metrics';
import type { AppendRefused, OutgoingRecord } from '@/server/stream/types';
import type { Outbox } from './outbox';

export interface Letter {
  readonly code: DeadLetterCode;
  readonly detail: string;
  readonly uid: string;
  readonly topic: string;
  /** Who sent it: the client id. */
  readonly source: string;
  readonly bytes: Buffer;
}

const LETTERS_A_SECOND = 10;
/** Beyond, one letter stands for this many. */
const THINNED = 100;
const TOPIC_CHARACTERS = 256;

interface Source {
  written: number;
  /** Messages that no letter stands for yet. */
  untold: number;
}

/** Thins the letters of each source: ten a second, then one in a hundred that says how many it stands for. */
export class LetterBox {
  readonly #sources = new Map<string, Source>();

  /** The record to append, undefined when a later letter will stand for this one. */
  record(letter: Letter): OutgoingRecord | undefined {
    const source = this.#sources.get(letter.source) ?? { written: 0, untold: 0 };
    this.#sources.set(letter.source, source);
    source.untold += 1;
    if (source.written >= LETTERS_A_SECOND && source.untold < THINNED) return undefined;
    source.written += 1;
    const standsFor = source.untold;
    source.untold = 0;
    return letterRecord(letter, standsFor);
  }

  /** A new second begins. */
  nextSecond(): void {
    for (const [name, source] of this.#sources) {
      if (source.untold === 0) this.#sources.delete(name);
      else source.written = 0;
    }
  }
}

/** The way of a letter to the dead letters. */
export class Letters {
  readonly #box = new LetterBox();

  constructor(
    private readonly outbox: Outbox,
    private readonly metrics: Metrics,
  ) {}

  nextSecond(): void {
    this.#box.nextSecond();
  }

  /** Calls back once the letter is on disk, or at once when another one will stand for it. */
  write(letter: Letter, written: (refused: AppendRefused | undefined) => void): void {
    this.metrics.deadLetters.inc({ code: letter.code, stage: 'ingest' });
    const record = this.#box.record(letter);
    if (record === undefined) written(undefined);
    else this.outbox.append(record, written);
  }
}

function letterRecord(letter: Letter, standsFor: number): OutgoingRecord {
  const { code, detail, uid, topic, source, bytes } = letter;
  return {
    topic: DEAD_LETTERS,
    key: source,
    value: Buffer.from(bytes.subarray(0, DEAD_LETTER_SAMPLE_BYTES)),
    headers: {
      code,
      detail,
      stage: 'ingest',
      uid,
      topic: topic.slice(0, TOPIC_CHARACTERS),
      ...(standsFor > 1 ? { standsFor: String(standsFor) } : {}),
    },
  };
}
