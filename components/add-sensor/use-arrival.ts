'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useEvery } from '@/components/live/use-every';
import type { ArrivalProgress, ArrivedMessage } from '@/contracts/arrival';

const LOOK_EVERY_MS = 400;

/** What the broker has seen of a device that is being added, as it happens; and its newest message once one is stored. */
export function useArrival(user: string, first: ArrivalProgress) {
  const [progress, setProgress] = useState(first);
  const [message, setMessage] = useState<ArrivedMessage>();
  const [trouble, setTrouble] = useState<'away' | 'gone'>();
  const isLooking = useRef(false);
  const look = useCallback(() => {
    if (isLooking.current || document.visibilityState === 'hidden') return;
    isLooking.current = true;
    read<ArrivalProgress | null>(`/api/v1/arrivals/${user}`)
      .then(
        (seen) => {
          if (seen !== null) setProgress(seen);
          setTrouble(seen === null ? 'gone' : undefined);
        },
        () => setTrouble('away'),
      )
      .finally(() => {
        isLooking.current = false;
      });
  }, [user]);
  useEvery(LOOK_EVERY_MS, look);

  const stored = progress.events.find(({ kind }) => kind === 'stored');
  const [storedId, topic] = [stored?.id, stored?.detail.topic];
  useEffect(() => {
    if (storedId === undefined || topic === undefined) return;
    read<ArrivedMessage | null>(`/api/v1/arrivals/${user}/message?topic=${encodeURIComponent(topic)}`).then(
      (newest) => setMessage(newest ?? undefined),
      () => undefined,
    );
  }, [user, storedId, topic]);
  return { progress, message, trouble };
}

async function read<Answer>(address: string): Promise<Answer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
