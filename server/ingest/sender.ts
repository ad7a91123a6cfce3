import { Repeats } from './repeats';

interface RaisedWill {
  readonly deadline: number;
  readonly decide: (answered: boolean) => void;
}

/** One client id: what of it is held, and what it may send again. Lives longer than its connections. */
export class Sender {
  repeats: Repeats;
  heldMessages = 0;
  heldBytes = 0;
  links = 0;
  #wills: RaisedWill[] = [];

  constructor(
    readonly id: string,
    public persistent: boolean,
  ) {
    this.repeats = new Repeats(persistent);
  }

  hold(bytes: number): void {
    this.heldMessages += 1;
    this.heldBytes += bytes;
  }

  release(bytes: number): void {
    this.heldMessages -= 1;
    this.heldBytes -= bytes;
    if (this.heldMessages > 0 || this.#wills.length === 0) return;
    for (const will of this.#wills.splice(0)) will.decide(true);
  }

  /** Decides with `true` once all held messages are answered, with `false` when that takes too long. */
  whenAnswered(deadline: number, decide: (answered: boolean) => void): void {
    if (this.heldMessages === 0) decide(true);
    else this.#wills.push({ deadline, decide });
  }

  /** Gives up waiting for what was due. */
  expire(now: number): void {
    if (this.#wills.length === 0) return;
    const due = this.#wills.filter((will) => will.deadline <= now);
    this.#wills = this.#wills.filter((will) => will.deadline > now);
    for (const will of due) will.decide(false);
  }

  get waits(): boolean {
    return this.#wills.length > 0;
  }
}

/** How many answered messages are remembered over all clients, and at least and at most of each. */
const REMEMBERED = 100_000;
const REMEMBERED_EACH = { least: 32, most: 1_024 };
const KEPT_SENDERS = 10_000;

export class Senders {
  readonly #byId = new Map<string, Sender>();

  /** How many messages of one client are remembered. */
  get remembered(): number {
    const share = Math.floor(REMEMBERED / Math.max(1, this.#byId.size));
    return Math.min(REMEMBERED_EACH.most, Math.max(REMEMBERED_EACH.least, share));
  }

  /** A client logs in; a clean session begins without a past. */
  enter(id: string, persistent: boolean): Sender {
    const sender = this.#byId.get(id) ?? new Sender(id, persistent);
    if (!persistent || !sender.persistent) sender.repeats = new Repeats(persistent);
    sender.persistent = persistent;
    sender.links += 1;
    this.#byId.delete(id);
    this.#byId.set(id, sender);
    if (this.#byId.size > KEPT_SENDERS) this.#forgetOldest();
    return sender;
  }

  leave(sender: Sender): void {
    sender.links -= 1;
  }

  /** A client the log remembers. */
  restore(id: string): Sender {
    const sender = this.#byId.get(id) ?? new Sender(id, true);
    this.#byId.set(id, sender);
    return sender;
  }

  get(id: string): Sender | undefined {
    return this.#byId.get(id);
  }

  /** Forgets who has left nothing behind, and ends the waiting that is due. */
  sweep(now: number): void {
    for (const sender of this.#byId.values()) {
      sender.expire(now);
      if (isIdle(sender) && (!sender.persistent || sender.repeats.size === 0)) this.#byId.delete(sender.id);
    }
  }

  #forgetOldest(): void {
    for (const sender of this.#byId.values()) {
      if (this.#byId.size <= KEPT_SENDERS) return;
      if (isIdle(sender)) this.#byId.delete(sender.id);
    }
  }
}

function isIdle(sender: Sender): boolean {
  return sender.links === 0 && sender.heldMessages === 0 && !sender.waits;
}
