interface Ticker {
  readonly listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
}

const tickers = new Map<number, Ticker>();

/**
 * Calls now, unless told otherwise, and every `intervalMs` while the page is visible, and when it becomes so. One timer for all
 * who ask alike.
 */
export function onTick(intervalMs: number, listener: () => void, isNow = true): () => void {
  const ticker = tickers.get(intervalMs) ?? startTicker(intervalMs);
  ticker.listeners.add(listener);
  if (isNow) listener();
  return () => {
    ticker.listeners.delete(listener);
    if (ticker.listeners.size === 0) stopTicker(intervalMs, ticker);
  };
}

function startTicker(intervalMs: number): Ticker {
  const ticker: Ticker = { listeners: new Set(), timer: undefined };
  tickers.set(intervalMs, ticker);
  document.addEventListener('visibilitychange', followVisibility);
  run(intervalMs, ticker);
  return ticker;
}

function stopTicker(intervalMs: number, ticker: Ticker): void {
  clearInterval(ticker.timer);
  tickers.delete(intervalMs);
  if (tickers.size === 0) document.removeEventListener('visibilitychange', followVisibility);
}

function followVisibility(): void {
  for (const [intervalMs, ticker] of tickers) {
    clearInterval(ticker.timer);
    if (document.visibilityState !== 'visible') continue;
    tell(ticker);
    run(intervalMs, ticker);
  }
}

function run(intervalMs: number, ticker: Ticker): void {
  if (document.visibilityState === 'visible') ticker.timer = setInterval(tell, intervalMs, ticker);
}

function tell(ticker: Ticker): void {
  for (const listener of ticker.listeners) listener();
}
