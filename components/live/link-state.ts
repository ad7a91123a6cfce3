/** What a person is told of the link. Moments are ms since 1970 by the server's clock. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** Everything shown is of `lastShownAt`; undefined when nothing was ever shown live. */
  | { readonly kind: 'lost'; readonly since: number; readonly lastShownAt: number | undefined }
  /** Two seconds long. `count` readings came while the link was away; null = the span was fetched again instead. */
  | { readonly kind: 'caughtUp'; readonly count: number | null; readonly since: number };

/** What happens to the link. */
export type LinkEvent =
  | { readonly type: 'broke'; readonly at: number; readonly lastShownAt: number | undefined }
  /** The hiccup has lasted too long to be one; or the browser itself says that it is offline. */
  | { readonly type: 'stayedBroken' }
  | { readonly type: 'flows'; readonly missed: number | null }
  /** The server is there, and nothing is watched. */
  | { readonly type: 'idle' }
  | { readonly type: 'caughtUpShown' };

/** The state that is shown, and the break that is not shown yet. */
export interface Link {
  readonly shown: LinkState;
  readonly broken: { readonly since: number; readonly lastShownAt: number | undefined } | undefined;
}

export const LINK_AT_START: Link = { shown: { kind: 'connecting' }, broken: undefined };

export function nextLink(link: Link, event: LinkEvent): Link {
  switch (event.type) {
    case 'broke':
      return link.broken ? link : { ...link, broken: { since: event.at, lastShownAt: event.lastShownAt } };
    case 'stayedBroken':
      return link.broken ? { ...link, shown: { kind: 'lost', ...link.broken } } : link;
    case 'flows':
      return flowing(link, event.missed);
    case 'idle':
      return link.shown.kind === 'live' && !link.broken
        ? link
        : { shown: { kind: 'live' }, broken: undefined };
    case 'caughtUpShown':
      return link.shown.kind === 'caughtUp' && !link.broken ? { ...link, shown: { kind: 'live' } } : link;
  }
}

function flowing(link: Link, missed: number | null): Link {
  const { shown, broken } = link;
  if (broken === undefined && (shown.kind === 'live' || shown.kind === 'caughtUp')) return link;
  // Nobody saw a hiccup, and who had nothing live on screen has missed nothing: there is nothing to tell.
  if (shown.kind === 'lost' && shown.lastShownAt !== undefined)
    return { shown: { kind: 'caughtUp', count: missed, since: shown.since }, broken: undefined };
  const goesOn = shown.kind === 'live' || shown.kind === 'caughtUp';
  return { shown: goesOn ? shown : { kind: 'live' }, broken: undefined };
}
