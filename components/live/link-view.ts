import type { Status } from '@/contracts/socket-events';
import { LINK_AT_START, type LinkEvent, type LinkState, nextLink } from './link-state';

/** A break shorter than this is a hiccup that nobody needs to see. */
export const HICCUP_MS = 1_500;
export const CAUGHT_UP_SHOWN_MS = 2_000;

/** What a page shows of the link: a new object at every change, the same until then. */
export interface LinkView {
  readonly state: LinkState;
  /** The server's last word; undefined until it has spoken. */
  readonly status: Status | undefined;
}

export const VIEW_AT_START: LinkView = { state: LINK_AT_START.shown, status: undefined };

/** Keeps the view, and the two moments at which it changes by time alone. */
export class LinkViewStore {
  view = VIEW_AT_START;
  private link = LINK_AT_START;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  subscribe(onChange: () => void): () => void {
    this.listeners.add(onChange);
    return () => this.listeners.delete(onChange);
  }

  happened(event: LinkEvent): void {
    const before = this.link;
    this.link = nextLink(before, event);
    if (this.link === before) return;
    this.setTimer();
    if (this.link.shown !== before.shown) this.show({ ...this.view, state: this.link.shown });
  }

  said(status: Status): void {
    this.show({ ...this.view, status });
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private setTimer(): void {
    clearTimeout(this.timer);
    const { shown, broken } = this.link;
    if (broken !== undefined && shown.kind !== 'lost') {
      this.timer = setTimeout(() => this.happened({ type: 'stayedBroken' }), HICCUP_MS);
    } else if (shown.kind === 'caughtUp') {
      this.timer = setTimeout(() => this.happened({ type: 'caughtUpShown' }), CAUGHT_UP_SHOWN_MS);
    }
  }

  private show(view: LinkView): void {
    this.view = view;
    for (const onChange of this.listeners) onChange();
  }
}
