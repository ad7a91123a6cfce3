'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { onTick } from '@/components/live/ticker';

const LOOK_EVERY_MS = 3_000;

/** The page looks now and then whether there is something else to show: nobody has to reload it. */
export function RefreshNowAndThen() {
  const router = useRouter();
  useEffect(() => {
    // Asked for while Hearth is away, the page would become the browser's own page of that.
    const look = async () => (await fetch('/healthz')).ok && router.refresh();
    return onTick(LOOK_EVERY_MS, () => void look().catch(() => undefined));
  }, [router]);
  return null;
}
