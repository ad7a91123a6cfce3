/** What the browser says of the page and the network. */
export interface PageSignals {
  isVisible(): boolean;
  /** Asks the server for the whole page again: it leads to the door whoever is to sign in. */
  reload(): void;
  /** Calls back until the returned function is called. */
  listen(on: { resumed(): void; offline(): void }): () => void;
}

/** A phone wakes, a tab comes to the front, a page comes back from the cache, the network returns: all mean "go on". */
export const browserSignals: PageSignals = {
  isVisible: () => document.visibilityState === 'visible',
  reload: () => window.location.reload(),
  listen: ({ resumed, offline }) => {
    const ended = new AbortController();
    const { signal } = ended;
    const ifVisible = () => {
      if (browserSignals.isVisible()) resumed();
    };
    document.addEventListener('visibilitychange', ifVisible, { signal });
    window.addEventListener('pageshow', ifVisible, { signal });
    window.addEventListener('online', resumed, { signal });
    window.addEventListener('offline', offline, { signal });
    return () => ended.abort();
  },
};
