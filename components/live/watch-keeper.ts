import type { Changed, Frame, Scope, WatchAnswer } from '@/contracts/socket-events';
import type { LivePort } from './live-port';
import type { SeenNotes } from './seen-notes';
import type { Subscription } from './subscription';
import { commonScope, earliest } from './watch-plan';

const ASK_AGAIN_MS = [1_000, 2_000, 5_000, 15_000, 30_000] as const;

type GoingOn = Exclude<WatchAnswer, { readonly error: string } | { readonly refetch: number }>;

interface KeeperEvents {
  /** Everything wanted flows; `missed` samples came with the answer, null when a page was fetched again instead. */
  flows(missed: number | null): void;
  /** Nothing is wanted. */
  idle(): void;
  /** The server doesn't answer. */
  silent(): void;
  /** It did, at this moment of its clock. */
  answered(serverTime: number): void;
}

/** Joins what the page wants to see into the socket's one watch, and hands out what comes. */
export class WatchKeeper {
  private readonly subscriptions = new Set<Subscription>();
  /** The watch being asked for: what arrives meanwhile is in its answer too. */
  private asking: object | undefined;
  private watching = false;
  private planned = false;
  private refetches = 0;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly port: Pick<LivePort, 'watch' | 'unwatch'>,
    private readonly notes: SeenNotes,
    private readonly isConnected: () => boolean,
    private readonly on: KeeperEvents,
  ) {}

  add(subscription: Subscription): void {
    this.subscriptions.add(subscription);
    this.askSoon();
  }

  remove(subscription: Subscription): void {
    this.subscriptions.delete(subscription);
    this.askSoon();
  }

  /** One page's end and the next one's beginning come together: one question for both. */
  askSoon(): void {
    if (this.planned) return;
    this.planned = true;
    queueMicrotask(() => {
      if (this.planned) this.ask();
    });
  }

  /** Asks for all that is wanted, from where each was. Asking twice loses nothing and repeats nothing. */
  ask(): void {
    clearTimeout(this.timer);
    this.planned = false;
    if (!this.isConnected()) return;
    this.notes.reset();
    const asked = [...this.subscriptions].filter((subscription) => !subscription.refetching);
    const scope = commonScope(asked.map((subscription) => subscription.scope));
    if (scope === undefined) this.rest();
    else this.askFor(scope, asked);
  }

  private askFor(scope: Scope, asked: readonly Subscription[]): void {
    const newcomers = asked.filter((subscription) => subscription.cursor === undefined);
    const since = earliest(asked.flatMap((subscription) => subscription.cursor ?? []));
    if (newcomers.length === 0 && since === undefined) {
      // Cursors of two logs: nobody can go on from both.
      this.refetch(asked, 0);
      return;
    }
    const mine = {};
    this.asking = mine;
    this.port.watch(scope, newcomers.length > 0 ? undefined : since, (answer) => {
      if (this.asking !== mine) return;
      this.asking = undefined;
      this.answered(answer, asked, newcomers);
    });
  }

  broke(): void {
    clearTimeout(this.timer);
    this.asking = undefined;
    this.watching = false;
    this.notes.reset();
  }

  lapsed(): void {
    this.watching = false;
  }

  frame(frame: Frame): void {
    if (this.asking !== undefined || !this.watching) return;
    for (const subscription of this.subscriptions) {
      if (subscription.cursor === undefined) continue;
      subscription.take(frame.samples, 'live', frame.cursor);
      subscription.takeAvailability(frame.availability);
    }
    this.notes.drawn(frame.n, frame.samples.length);
  }

  changed(changed: Changed): void {
    for (const subscription of this.subscriptions) subscription.takeChanged(changed);
  }

  private rest(): void {
    this.asking = undefined;
    if (this.watching) this.port.unwatch();
    this.watching = false;
    if (this.subscriptions.size === 0) this.on.idle();
  }

  private answered(
    answer: WatchAnswer | undefined,
    asked: readonly Subscription[],
    newcomers: readonly Subscription[],
  ): void {
    if (answer === undefined) {
      this.on.silent();
    } else if ('error' in answer) {
      for (const subscription of asked) subscription.refuse(answer.error);
      this.askLater();
    } else {
      this.on.answered(answer.serverTime);
      if ('refetch' in answer) this.refetch(asked, answer.refetch);
      else this.goOn(answer, asked, newcomers);
    }
  }

  private goOn(answer: GoingOn, asked: readonly Subscription[], newcomers: readonly Subscription[]): void {
    this.watching = true;
    if ('missed' in answer) {
      for (const subscription of asked) {
        subscription.take(answer.missed, 'missed', answer.cursor);
        subscription.takeAvailability(answer.availability);
      }
      this.flows(answer.missed.length);
      return;
    }
    for (const newcomer of newcomers) newcomer.take(answer.snapshot, 'snapshot', answer.cursor);
    // The others go on from where they were: only now can one cursor serve all.
    if (newcomers.length < asked.length) this.ask();
    else this.flows(0);
  }

  private flows(missed: number): void {
    const refetched = this.refetches > 0;
    this.refetches = 0;
    this.failures = 0;
    this.on.flows(refetched ? null : missed);
  }

  private refetch(asked: readonly Subscription[], from: number): void {
    this.refetches += 1;
    // A page that is too old as soon as it is fetched would be fetched for ever.
    const again = this.refetches > 1 ? () => this.askLater() : () => this.askSoon();
    for (const subscription of asked) {
      subscription.refetch(from).then(again, () => {
        // The page could not be fetched: the next answer says the same again.
        subscription.refetching = false;
        this.askLater();
      });
    }
  }

  private askLater(): void {
    const pauseMs = ASK_AGAIN_MS[Math.min(this.failures, ASK_AGAIN_MS.length - 1)];
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pauseMs);
  }
}
