import { NONE } from './error-codes';
import { type FetchAnswer, fetchCall, type Question, questionName } from './fetch';
import type { Wire } from './wire';

const WAIT_MS = 5_000;
/** Who applies its records for longer than this is no longer waited for … */
const GATHER_MS = 50;
/** … and joins in again with the next question: while somebody is missing, none waits longer for an answer. */
const JOIN_MS = 50;

interface Asked {
  readonly question: Question;
  readonly resolve: (answer: FetchAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks a leader for many partitions with one question at a time: it goes out when all who were served are back, and its
 * answer serves those that have something. A partition that can't apply its records holds up no other for more than 50 ms.
 */
export class FetchRound {
  readonly #connect: () => Promise<Wire>;
  readonly #isSomebodyNew: () => boolean;
  readonly #waiting = new Map<string, Asked>();
  readonly #onTheWay = new Map<string, Asked>();
  /** Served, and soon back with the next question; or late. */
  readonly #served = new Set<string>();
  readonly #late = new Set<string>();
  #asking = false;
  #gathering: NodeJS.Timeout | undefined;

  /** `isSomebodyNew`: whether a partition is about to ask for the first time. */
  constructor(connect: () => Promise<Wire>, isSomebodyNew: () => boolean) {
    this.#connect = connect;
    this.#isSomebodyNew = isSomebodyNew;
  }

  /** Resolves once the partition has records, or an error of its own. A second question replaces the first. */
  ask(question: Question): Promise<FetchAnswer> {
    const name = questionName(question);
    this.#forget(name);
    return new Promise((resolve, reject) => {
      this.#waiting.set(name, { question, resolve, reject });
      this.#goOn();
    });
  }

  /** Ends the partition's wait. */
  leave(at: Omit<Question, 'offset'>): void {
    this.#forget(questionName(at));
    this.#goOn();
  }

  #forget(name: string): void {
    const asked = this.#waiting.get(name) ?? this.#onTheWay.get(name);
    for (const place of [this.#waiting, this.#onTheWay, this.#served, this.#late]) place.delete(name);
    asked?.reject(new Error('no longer asked for'));
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
      const answers = await wire.call(fetchCall(questions, this.#isSomebodyMissing() ? JOIN_MS : WAIT_MS));
      for (const answer of answers) this.#serve(answer);
      this.#askAgain();
    } catch (error) {
      for (const [name, { reject }] of this.#onTheWay) {
        this.#late.add(name);
        reject(error);
      }
      this.#onTheWay.clear();
    }
    this.#asking = false;
    this.#goOn();
  }

  #isSomebodyMissing(): boolean {
    return this.#late.size > 0 || this.#waiting.size > 0 || this.#isSomebodyNew();
  }

  #serve(answer: FetchAnswer): void {
    const name = questionName(answer);
    const asked = this.#onTheWay.get(name);
    if (asked === undefined || (answer.error === NONE && answer.batches.length === 0)) return;
    this.#onTheWay.delete(name);
    (answer.error === NONE ? this.#served : this.#late).add(name);
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
