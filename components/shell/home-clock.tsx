'use client';

import { useEffect, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { useServerNow } from '@/components/live/live-provider';

const MINUTE_MS = 60_000;

/** The day and minute at home; the zone is named where it isn't the reader's own. */
export function HomeClock({ serverTime, timeZone }: { serverTime: number; timeZone: string }) {
  const format = useFormat();
  const now = useServerNow(1_000, serverTime);
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const [isElsewhere, setIsElsewhere] = useState(false);
  useEffect(() => {
    setIsElsewhere(Intl.DateTimeFormat().resolvedOptions().timeZone !== timeZone);
  }, [timeZone]);
  return (
    <time dateTime={new Date(minute).toISOString()} className="hidden text-ink-3 desk:inline">
      {format.time(minute, 'day')}, {format.time(minute, 'minute')}
      {isElsewhere && ` in ${timeZone.replaceAll('_', ' ')}`}
    </time>
  );
}
