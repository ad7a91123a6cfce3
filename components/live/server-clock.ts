const KEPT = 12;

/** The server's clock as this browser sees it. */
export interface ServerClock {
  /** ms since 1970; the browser's own clock until the server has spoken. */
  now(): number;
  /** A message said `serverTime`; it arrived just now. */
  hear(serverTime: number): void;
}

/** Of the last messages the one that was fastest on the road tells the difference best. */
export function createServerClock(browserNow: () => number): ServerClock {
  const offsets: number[] = [];
  let offset = 0;
  return {
    now: () => browserNow() + offset,
    hear: (serverTime) => {
      offsets.push(serverTime - browserNow());
      if (offsets.length > KEPT) offsets.shift();
      // Every message is late by its road: the largest difference is the nearest to the truth.
      offset = Math.max(...offsets);
    },
  };
}
