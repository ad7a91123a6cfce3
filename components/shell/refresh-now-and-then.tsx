'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { onTick } from '@/components/live/ticker';
import { canBeMade } from './can-be-made';

const LOOK_EVERY_MS = 3_000;

/** The page looks now and then whether there is something else to show, keeps what it has while there is no answer, and says so. */
export function RefreshNowAndThen() {
  const router = useRouter();
  const [isKept, setIsKept] = useState(false);
  useEffect(() => {
    let isLooking = false;
    const look = async () => {
      if (isLooking) return;
      isLooking = true;
      // No answer at all is the link's to tell.
      const isMade = await canBeMade().catch(() => undefined);
      isLooking = false;
      if (isMade !== undefined) setIsKept(!isMade);
      if (isMade === true) router.refresh();
    };
    // Not at once: the page has just been made.
    return onTick(LOOK_EVERY_MS, () => void look(), false);
  }, [router]);
  return (
    <p role="status" className={isKept ? 'panel mb-3 px-4 py-3 text-warn-text' : 'sr-only'}>
      {isKept && 'Hearth’s database is away. This page stands as it was, and goes on by itself.'}
    </p>
  );
}
