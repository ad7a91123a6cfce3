'use client';

import { useFormat } from '@/components/format/format-provider';

/** How far back what waits can be brought along. */
export function RawLogNote({ rawSince }: { rawSince: number | null }) {
  const format = useFormat();
  return (
    <>
      Grouped by the shape of the payload. Nothing here is lost, all of it is in the raw log
      {rawSince === null ? '.' : `, which goes back to ${format.time(rawSince, 'date')}.`}
    </>
  );
}
