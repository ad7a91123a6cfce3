'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useEvery } from '@/components/live/use-every';
import { type Arrival, type ArrivalProgress, type ArrivedMessage, familyOf } from '@/contracts/arrival';

const LOOK_EVERY_MS = 400;

/** What the broker has seen of a device that is being added, as it happens; and its newest message while nothing was understood. */
export function useArrival({ user, family }: Arrival, first: ArrivalProgress) {
  const [progress, setProgress] = useState(first);
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

  const { kind, device } = familyOf(family);
  const isRead = kind === 'gateway' || device !== undefined || progress.series.some(({ latest }) => latest);
  const stored = progress.events.find((event) => event.kind === 'stored');
  const message = useMessage(user, isRead ? undefined : stored?.detail.topic, stored?.id);
  return { progress, message, trouble };
}

/** The newest message of a topic, asked for anew when another one is stored; one question at a time. */
function useMessage(user: string, topic: string | undefined, storedId: number | undefined): ArrivedMessage {
  const [message, setMessage] = useState<ArrivedMessage>();
  const [asked, setAsked] = useState<number>();
  const isAsking = useRef(false);
  useEffect(() => {
    if (topic === undefined || storedId === undefined || storedId === asked || isAsking.current) return;
    isAsking.current = true;
    read<ArrivedMessage | null>(`/api/v1/arrivals/${user}/message?topic=${encodeURIComponent(topic)}`)
      .then(
        (newest) => setMessage(newest ?? undefined),
        () => undefined,
      )
      .finally(() => {
        isAsking.current = false;
        setAsked(storedId);
      });
  }, [user, topic, storedId, asked]);
  return message;
}

async function read<Answer>(address: string): Promise<Answer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
