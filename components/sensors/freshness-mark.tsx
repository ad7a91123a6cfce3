import { CircleSlash, Clock3, Unplug } from 'lucide-react';
import { ageText, durationText, roughText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { Badge } from '@/components/ui/badge';
import { LiveDot } from '@/components/ui/live-dot';
import { Moment } from '@/components/ui/moment';
import { countedRhythmMs, type Freshness, freshnessOf } from '@/contracts/freshness';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';

const ICON = { size: 13, strokeWidth: 2, 'aria-hidden': true } as const;

interface State {
  readonly series: Pick<SeriesSummary, 'latest' | 'rhythmMs'> | undefined;
  readonly availability: SensorSummary['availability'];
  /** The moment up to which is known what came: ms since 1970 by the server's clock. */
  readonly knownUntil: number;
}

export function freshnessOfSeries({ series, availability, knownUntil }: State): Freshness {
  return freshnessOf({
    seenAt: series?.latest?.seenAt ?? null,
    now: knownUntil,
    rhythmMs: series?.rhythmMs ?? null,
    availability: availability?.state ?? null,
  });
}

/** How alive a series is: always an icon and words. Its age goes on also while the link is lost, its state doesn't. */
export function FreshnessMark({ now, ...state }: State & { readonly now: number }) {
  const { series, availability, knownUntil } = state;
  const format = useFormat();
  const seenAt = series?.latest?.seenAt ?? now;
  const age = Math.max(0, now - seenAt);
  switch (freshnessOfSeries(state)) {
    case 'fresh':
      return (
        <span className="inline-flex items-center gap-[7px] whitespace-nowrap">
          <LiveDot />
          <Moment at={seenAt}>{ageText(age)}</Moment>
        </span>
      );
    case 'late': {
      const overdue = Math.max(0, knownUntil - seenAt - countedRhythmMs(series?.rhythmMs ?? null));
      return (
        <Badge kind="warn" icon={<Clock3 {...ICON} />}>
          late, expected {ageText(overdue)}
        </Badge>
      );
    }
    case 'silent':
      return (
        <Badge kind="stale" icon={<CircleSlash {...ICON} />}>
          <span>
            silent, <Moment at={seenAt}>{roughText(age)} ago</Moment>
          </span>
        </Badge>
      );
    case 'offline':
      return (
        <Badge kind="stale" icon={<Unplug {...ICON} />}>
          <span>
            offline since{' '}
            {availability && (
              <Moment at={availability.since}>
                {format.moment(availability.since, now).replace('today ', '')}
              </Moment>
            )}
          </span>
        </Badge>
      );
    case 'never':
      return <span className="text-ink-3">no reading yet</span>;
  }
}

/** "every 30 s" */
export function rhythmText(rhythmMs: number | null): string {
  return rhythmMs === null ? 'not learnt yet' : `every ${durationText(Math.max(1_000, rhythmMs))}`;
}
