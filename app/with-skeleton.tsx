import { setTimeout as wait } from 'node:timers/promises';
import { headers } from 'next/headers';
import { type ReactElement, Suspense } from 'react';

/** What takes no longer needs no skeleton: the page before stands meanwhile, and nothing flickers. */
const NOTICED_AFTER_MS = 300;

/**
 * A page, or its skeleton once it lets itself be waited for. A document is always waited for: its status says whether it
 * could be made.
 */
export async function withSkeleton(
  skeleton: ReactElement,
  makeContent: () => Promise<ReactElement>,
): Promise<ReactElement> {
  const isDocument = (await headers()).get('accept')?.includes('text/html') ?? false;
  const content = makeContent();
  const isReady = isDocument || (await isWithin(NOTICED_AFTER_MS, content));
  return <Suspense fallback={skeleton}>{isReady ? await content : content}</Suspense>;
}

async function isWithin(ms: number, content: Promise<unknown>): Promise<boolean> {
  return Promise.race([content.then(() => true), wait(ms, false)]);
}
