'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { onTick } from '@/components/live/ticker';

const TRY_AGAIN_MS = 3_000;

/** Stands where Kafka would have been asked; the page comes by itself once it answers. */
export function KafkaAway({ problem }: { problem: string }) {
  const router = useRouter();
  useEffect(() => onTick(TRY_AGAIN_MS, () => router.refresh()), [router]);
  return (
    <section className="panel px-4 py-3" role="status">
      <h2>Kafka doesn’t answer</h2>
      <p className="mt-1 text-ink-2">
        What the topic is can’t be known now, and nothing about it is changed. It is asked again every few
        seconds. ({problem})
      </p>
    </section>
  );
}
