import { NONE } from './error-codes';
import { type FetchAnswer, fetchCall, type Question } from './fetch';
import type { Wire } from './wire';

const WAIT_MS = 5_000;
/** Who applies its records for longer than this is no longer waited for … */
const GATHER_MS = 250;
/** … and joins in again with the next question, which is asked this often then. */
const JOIN_MS = 250;

interface Asked {
  readonly question: Question;
  readonly resolve: (answer: FetchAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks a leader for many partitions with one question at a time: it goes out when all who were served are back, and its
 * answer serves those that have something. A partition that can't apply its records holds up no other for more than 250 ms.
 */
export class FetchRound {
  readonly #connect: () => Promise<Wire>;
  readonly #waiting = new Map<string, Asked>();
  readonly #onTheWay = new Map<string, Asked>();
  /** Served, and soon back with the next question; or late. */
  readonly #served = new Set<string>();
  readonly #late = new Set<string>();
  #asking = false;
  #gathering: NodeJS.Timeout | undefined;

  constructor(connect: () => Promise<Wire>) {
    this.#connect = connect;
  }

  /** Resolves once the partition has records, or an error of its own. A second question replaces the first. */
  ask(question: Question): Promise<FetchAnswer> {
    const name = nameOf(question);
    this.leave(question);
    return new Promise((resolve, reject) => {
      this.#waiting.set(name, { question, resolve, reject });
      this.#goOn();
    });
  }

  /** Ends the partition's wait. */
  leave(at: Omit<Question, 'offset'>): void {
    const name = nameOf(at);
    const asked = this.#waiting.get(name) ?? this.#onTheWay.get(name);
    for (const place of [this.#waiting, this.#onTheWay, this.#served, this.#late]) place.delete(name);
    asked?.reject(new Error('no longer asked for'));
    if (asked === undefined) this.#goOn();
  }

  #goOn(): void {
    if (this.#asking || this.#waiting.size === 0) return;
    if (this.#served.size === 0) void this.#askAll();
    else this.#gathering ??= setTimeout(() => this.#stopGathering(), GATHER_MS);
  }

  #stopGathering(): void {
    for (const name of this.#served) this.#late.add(name);
    this.#served.clear();
    this.#gathering = undefined;
    this.#goOn();
  }

  async #askAll(): Promise<void> {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#asking = true;
    for (const [name, asked] of this.#waiting) this.#onTheWay.set(name, asked);
    this.#waiting.clear();
    try {
      const questions = [...this.#onTheWay.values()].map(({ question }) => question);
      const wire = await this.#connect();
      const answers = await wire.call(fetchCall(questions, this.#late.size > 0 ? JOIN_MS : WAIT_MS));
      for (const answer of answers) this.#serve(answer);
      this.#askAgain();
    } catch (error) {
      for (const { reject } of this.#onTheWay.values()) reject(error);
      this.#onTheWay.clear();
    }
    this.#asking = false;
    this.#goOn();
  }

  #serve(answer: FetchAnswer): void {
    const name = nameOf(answer);
    const asked = this.#onTheWay.get(name);
    if (asked === undefined || (answer.error === NONE && answer.batches.length === 0)) return;
    this.#onTheWay.delete(name);
    if (answer.error === NONE) this.#served.add(name);
    asked.resolve(answer);
  }

  /** Whom the answer left out comes first in the next one. */
  #askAgain(): void {
    const newcomers = [...this.#waiting];
    this.#waiting.clear();
    for (const [name, asked] of [...this.#onTheWay, ...newcomers]) this.#waiting.set(name, asked);
    this.#onTheWay.clear();
  }
}

function nameOf({ topicId, partition }: Omit<Question, 'offset'>): string {
  return `${topicId}/${partition}`;
}
