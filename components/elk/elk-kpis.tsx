import { bytesText } from '@/components/format/bytes';
import { durationText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { Kpi, Kpis } from '@/components/ui/kpi';
import type { SearchStatus } from '@/contracts/search';

/** How far it is, and how much there is, in four numbers. */
export function ElkKpis({ status: { lag, documents, perSecond, rejected } }: { status: SearchStatus }) {
  const format = useFormat();
  const whole = (count: number) => format.number(count, 0);
  return (
    <Kpis label="The search server in numbers">
      <Kpi
        label="Behind"
        value={lag === null ? '–' : whole(lag.messages)}
        says={lag === null ? 'unknown' : behindWords(lag)}
      />
      <Kpi
        label="Documents today"
        value={documents === null ? '–' : whole(documents.today)}
        says={
          documents === null
            ? 'unknown'
            : `${whole(documents.all)} in all, ${bytesText(documents.bytes, format.number)}`
        }
      />
      <Kpi label="Going out" value={`${format.number(perSecond, 1)} /s`} says="in the last minute" />
      <Kpi
        label="Refused"
        value={rejected === null ? '–' : whole(rejected)}
        says={refusedWords(rejected)}
        isBad={(rejected ?? 0) > 0}
      />
    </Kpis>
  );
}

function refusedWords(rejected: number | null): string {
  if (rejected === null) return 'unknown';
  return rejected === 0 ? 'nothing waits to be tried again' : 'wait to be tried again';
}

function behindWords({ messages, seconds }: NonNullable<SearchStatus['lag']>): string {
  if (messages === 0) return 'messages; everything is written';
  return `messages, the oldest for ${durationText(seconds * 1_000)}`;
}
