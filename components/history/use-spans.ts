'use client';

import { useEffect, useState } from 'react';
import { useServerClock } from '@/components/live/live-provider';
import { type Range, spanRequest } from '@/components/sensor/ranges';
import { fetchSpan } from '@/components/sensor/sensor-api';
import type { SeriesSpan } from '@/contracts/history';
import type { DrawnLine, Line } from './lines';

const SHORTEST_PAUSE_MS = 10_000;
const RETRY_MS = 5_000;

export interface ShownSpans {
  readonly lines: readonly DrawnLine[];
  readonly request: ReturnType<typeof spanRequest>;
}

/** The spans of all lines, of one and the same time; fetched again as time goes on, unless a span was chosen. */
export function useSpans(lines: readonly Line[], range: Range) {
  const clock = useServerClock();
  const [shown, setShown] = useState<ShownSpans>();
  const [failure, setFailure] = useState<string>();
  const [isLoading, setIsLoading] = useState(false);
  const wanted = JSON.stringify([lines, range]);
  useEffect(() => {
    const [all, span]: [readonly Line[], Range] = JSON.parse(wanted);
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      setIsLoading(true);
      const request = spanRequest(span, clock());
      try {
        const spans = await Promise.all(
          all.map((line) => fetchSpan(line.sensorId, line, request, leaving.signal)),
        );
        setShown({
          lines: all.map((line, place) => ({ ...line, span: spans[place] as SeriesSpan })),
          request,
        });
        setFailure(undefined);
        if (span.chosen === undefined) timer = setTimeout(look, Math.max(SHORTEST_PAUSE_MS, span.columnMs));
      } catch (error) {
        if (leaving.signal.aborted) return;
        setFailure(error instanceof Error ? error.message : String(error));
        timer = setTimeout(look, RETRY_MS);
      }
      setIsLoading(false);
    };
    void look();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [wanted, clock]);
  return { shown, failure, isLoading };
}
