'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { onTick } from '@/components/live/ticker';

const LOOK_EVERY_MS = 3_000;

/** An empty page looks now and then whether there is something to show: nobody has to reload it. */
export function RefreshWhenTaught() {
  const router = useRouter();
  useEffect(() => onTick(LOOK_EVERY_MS, () => router.refresh()), [router]);
  return null;
}
