import type { Cursor, Frame, Scope, Status } from '@/contracts/socket-events';
import { LinkConnection } from './link-connection';
import { type LinkView, LinkViewStore } from './link-view';
import type { LivePort, MakePort } from './live-port';
import { browserSignals, type PageSignals } from './page-signals';
import { createSeenNotes } from './seen-notes';
import { createServerClock, type ServerClock } from './server-clock';
import { socketPort } from './socket-port';
import { Subscription, type WatchListener } from './subscription';
import { WatchKeeper } from './watch-keeper';

/** One link for all of a page: it comes back by itself, and everyone goes on where they were. */
export interface LiveLink {
  /** Connects already, while the page is still being brought to life; nothing is told before `start`. */
  prepare(): void;
  /** The page stands: opens the link; the returned function closes it. */
  start(): () => void;
  /** Starts telling; the returned function ends it. `since`: where the page's own data ended. */
  watch(scope: Scope, since: Cursor | undefined, listener: WatchListener): () => void;
  view(): LinkView;
  /** Calls at every change of the view. */
  subscribe(onChange: () => void): () => void;
  tryNow(): void;
  /** ms since 1970 by the server's clock. */
  serverNow(): number;
  /** What a page says of the server's clock when it comes; before the server itself has spoken it is all that is known. */
  hearTime(serverTime: number): void;
}

/** What a link stands on; tests bring their own. */
export interface LinkSurroundings {
  readonly makePort: MakePort;
  readonly page: PageSignals;
  readonly now: () => number;
}

/** To the page's own origin. */
export function createLiveLink(surroundings: Partial<LinkSurroundings> = {}): LiveLink {
  return new Link({
    makePort: (events) => socketPort(events),
    page: browserSignals,
    now: Date.now,
    ...surroundings,
  });
}

class Link implements LiveLink {
  private readonly port: LivePort;
  private readonly page: PageSignals;
  private readonly clock: ServerClock;
  private readonly store = new LinkViewStore();
  private readonly connection: LinkConnection;
  private readonly keeper: WatchKeeper;
  /** Before it does, nobody has asked for anything yet: that is not the same as wanting nothing. */
  private stands = false;
  /** When the server was last heard while readings flowed: what is on screen is of this moment. */
  private shownAt: number | undefined;

  constructor({ makePort, page, now }: LinkSurroundings) {
    this.page = page;
    this.clock = createServerClock(now);
    this.port = makePort({
      connected: () => this.connection.isUp(),
      disconnected: () => this.connection.isDown(),
      heard: () => this.heard(),
      readings: (frame) => this.frame(frame),
      changed: (changed) => this.keeper.changed(changed),
      status: (status) => this.said(status),
      lapsed: () => this.lapsed(),
      shutOut: () => this.page.reload(),
    });
    this.connection = new LinkConnection(this.port, {
      up: () => {
        if (this.stands) this.keeper.ask();
      },
      down: () => this.broke(),
    });
    this.keeper = new WatchKeeper(
      this.port,
      createSeenNotes((n) => this.port.seen(n), now),
      () => this.connection.connected,
      {
        flows: (missed) => this.flows(missed),
        idle: () => this.store.happened({ type: 'idle' }),
        silent: () => this.connection.drop(),
        answered: (serverTime) => this.clock.hear(serverTime),
      },
    );
  }

  prepare(): void {
    this.connection.start();
  }

  start(): () => void {
    this.stands = true;
    const deafen = this.page.listen({ resumed: () => this.resume(), offline: () => this.offline() });
    this.connection.start();
    if (this.connection.connected) this.keeper.askSoon();
    return () => {
      this.stands = false;
      deafen();
      this.connection.stop();
      this.keeper.broke();
      this.store.stop();
    };
  }

  watch(scope: Scope, since: Cursor | undefined, listener: WatchListener): () => void {
    const subscription = new Subscription(scope, since, listener);
    this.keeper.add(subscription);
    return () => this.keeper.remove(subscription);
  }

  view(): LinkView {
    return this.store.view;
  }

  subscribe(onChange: () => void): () => void {
    return this.store.subscribe(onChange);
  }

  tryNow(): void {
    this.connection.tryNow();
  }

  hearTime(serverTime: number): void {
    this.clock.hear(serverTime);
  }

  serverNow(): number {
    return this.clock.now();
  }

  // Asking for the watch again is also the question whether the road still stands.
  private resume(): void {
    if (this.connection.connected) this.keeper.askSoon();
    else this.connection.tryNow();
  }

  private offline(): void {
    this.connection.drop();
    this.store.happened({ type: 'stayedBroken' });
  }

  private broke(): void {
    this.keeper.broke();
    this.store.happened({ type: 'broke', at: this.clock.now(), lastShownAt: this.shownAt });
  }

  private flows(missed: number | null): void {
    this.shownAt = this.clock.now();
    this.store.happened({ type: 'flows', missed });
  }

  private frame(frame: Frame): void {
    this.heard();
    this.keeper.frame(frame);
  }

  private said(status: Status): void {
    this.clock.hear(status.serverTime);
    this.heard();
    this.store.said(status);
  }

  private heard(): void {
    if (this.shownAt !== undefined && this.connection.connected) this.shownAt = this.clock.now();
  }

  private lapsed(): void {
    this.keeper.lapsed();
    if (this.page.isVisible()) this.keeper.askSoon();
  }
}
