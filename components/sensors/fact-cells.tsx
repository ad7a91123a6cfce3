import { BatteryWarning } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import { shortMoment } from '@/components/format/short-moment';
import { Moment } from '@/components/ui/moment';
import { countedRhythmMs } from '@/contracts/freshness';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';
import { isYoung, messagesADay, type SensorDay } from '@/contracts/sensor-facts';
import { batteryOf } from './battery';
import { freshnessOfSeries, rhythmText } from './freshness-mark';
import { signalOf } from './signal';
import { TableCell } from './table-cell';

const BELOW = 'block text-[12px] text-ink-3';

/** How often it comes, and since when it is missed. */
export function ExpectedCell({
  series,
  availability,
  knownUntil,
}: {
  series: SeriesSummary | undefined;
  availability: SensorSummary['availability'];
  knownUntil: number;
}) {
  const format = useFormat();
  const freshness = freshnessOfSeries({ series, availability, knownUntil });
  const isMissed = freshness === 'late' || freshness === 'silent';
  const rhythmMs = series?.rhythmMs ?? null;
  const dueAt = (series?.latest?.seenAt ?? 0) + countedRhythmMs(rhythmMs);
  return (
    <TableCell column="expected" isKnown={rhythmMs !== null || isMissed}>
      <span className="block truncate">{rhythmMs === null ? 'not learnt' : rhythmText(rhythmMs)}</span>
      {isMissed && (
        <span className={`${BELOW} truncate`}>
          due <Moment at={dueAt}>{shortMoment(dueAt, knownUntil, format)}</Moment>
        </span>
      )}
    </TableCell>
  );
}

const BATTERY_WORDS = { low: 'low', empty: 'nearly empty' } as const;
const BATTERY_TONES = { low: 'text-warn-text', empty: 'text-crit-text' } as const;

export function BatteryCell({ sensor }: { sensor: SensorSummary }) {
  const format = useFormat();
  const battery = batteryOf(sensor);
  const state = battery?.state;
  return (
    <TableCell column="battery" isKnown={battery !== undefined} label="battery">
      {battery !== undefined && (
        <span className={state === undefined ? '' : `font-medium ${BATTERY_TONES[state]}`}>
          {state !== undefined && (
            <BatteryWarning
              size={14}
              strokeWidth={1.75}
              aria-hidden="true"
              className="mr-1 inline align-[-2px]"
            />
          )}
          {format.withUnit(battery.value, battery.quantity)}
          {state !== undefined && (
            <span className="block text-[12px] font-normal whitespace-nowrap max-broad:ml-1 max-broad:inline">
              {BATTERY_WORDS[state]}
            </span>
          )}
        </span>
      )}
    </TableCell>
  );
}

export function SignalCell({ sensor }: { sensor: SensorSummary }) {
  const format = useFormat();
  const signal = signalOf(sensor);
  return (
    <TableCell column="signal" isKnown={signal !== undefined} label="signal">
      {signal !== undefined && (
        <>
          <span className="whitespace-nowrap">
            {format.withUnit(signal.value, signal.quantity)}
            {signal.quantity === 'link_quality' && <span className="text-ink-3"> of 255</span>}
          </span>
          <span className={signal.words === 'weak' ? 'block text-[12px] text-warn-text' : BELOW}>
            {signal.words}
          </span>
        </>
      )}
    </TableCell>
  );
}

/** Of a sensor younger than a day it is scaled, and says so. */
export function MessagesCell({ day }: { day: SensorDay | null | undefined }) {
  const format = useFormat();
  const count = day == null ? null : messagesADay(day);
  return (
    <TableCell column="messages" isKnown={count !== null}>
      {day != null && count !== null && (
        <>
          <span>
            {isYoung(day) && 'about '}
            {format.number(count, 0)}
            <span className="broad:hidden">/day</span>
          </span>
          {isYoung(day) && <Since day={day} />}
        </>
      )}
    </TableCell>
  );
}

export function CompleteCell({ day }: { day: SensorDay | null | undefined }) {
  const format = useFormat();
  const complete = day?.complete ?? null;
  return (
    <TableCell column="complete" isKnown={complete !== null} label="complete">
      {day != null && complete !== null && (
        <>
          <span>{format.number(complete * 100, 1)} %</span>
          {isYoung(day) && <Since day={day} />}
        </>
      )}
    </TableCell>
  );
}

function Since({ day: { since, learntAt } }: { day: SensorDay }) {
  const format = useFormat();
  return (
    <span className={`${BELOW} truncate max-broad:hidden`}>
      since <Moment at={since}>{shortMoment(since, learntAt, format)}</Moment>
    </span>
  );
}
