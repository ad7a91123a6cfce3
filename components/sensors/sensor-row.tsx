'use client';

import { Archive } from 'lucide-react';
import Link from 'next/link';
import { memo } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { useShown } from '@/components/format/use-shown';
import { IconButton } from '@/components/ui/button';
import { Value } from '@/components/ui/value';
import { cellsOf } from '@/contracts/board';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';
import type { SensorFacts } from '@/contracts/sensor-facts';
import { BatteryCell, CompleteCell, ExpectedCell, MessagesCell, SignalCell } from './fact-cells';
import { familyWords } from './family-words';
import { FreshnessMark, freshnessOfSeries } from './freshness-mark';
import { lastSeen } from './last-seen';
import { SensorIcon } from './sensor-icon';
import { TableCell } from './table-cell';

const VALUES_SHOWN = 3;

interface Props {
  readonly sensor: SensorSummary;
  readonly facts: SensorFacts | undefined;
  readonly now: number;
  readonly knownUntil: number;
  readonly onArchive?: ((sensor: SensorSummary) => void) | undefined;
}

/** One sensor: the whole row is its link. */
export const SensorRow = memo(function SensorRow({ sensor, facts, now, knownUntil, onArchive }: Props) {
  const newest = lastSeen(sensor.series);
  const { availability } = sensor;
  return (
    <tr className="group relative border-t border-line hover:bg-hover max-broad:flex max-broad:flex-wrap max-broad:items-center max-broad:gap-x-3 max-broad:gap-y-1 max-broad:px-4 max-broad:py-2.5">
      <td className="max-w-0 py-[7px] pr-2 pl-4 max-broad:contents">
        <Link
          href={`/sensors/${encodeURIComponent(sensor.id)}`}
          prefetch={false}
          className="flex min-w-0 items-center gap-2.5 font-[550] after:absolute after:inset-0 max-broad:flex-1 max-broad:basis-1/2 max-broad:text-[14px]"
        >
          <SensorIcon sensor={sensor} isTinted />
          <span className="truncate" dir="auto">
            {sensor.name}
          </span>
        </Link>
        <Values sensor={sensor} knownUntil={knownUntil} />
      </td>
      <TableCell column="room" isKnown={sensor.room !== null}>
        <span className="block truncate" dir="auto" title={sensor.room?.name}>
          {sensor.room?.name}
        </span>
      </TableCell>
      <TableCell column="family" isKnown={facts?.family != null}>
        <FamilyWords facts={facts} />
      </TableCell>
      <td className="px-2 text-[12px] text-ink-2 max-broad:order-1 max-broad:px-0">
        <FreshnessMark series={newest} availability={availability} now={now} knownUntil={knownUntil} />
      </td>
      <ExpectedCell series={newest} availability={availability} knownUntil={knownUntil} />
      <BatteryCell sensor={sensor} />
      <SignalCell sensor={sensor} />
      <TableCell column="firmware" isKnown={facts?.firmware != null} label="firmware">
        <span className="block truncate" title={facts?.firmware ?? undefined}>
          {facts?.firmware}
        </span>
      </TableCell>
      <MessagesCell day={facts?.day} />
      <CompleteCell day={facts?.day} />
      {onArchive !== undefined && (
        <td className="px-1 text-right max-broad:hidden">
          <IconButton
            look="quiet"
            label={`Archive ${sensor.name}`}
            onClick={() => onArchive(sensor)}
            className="relative opacity-0 group-hover:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100"
          >
            <Archive size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </td>
      )}
    </tr>
  );
});

function FamilyWords({ facts }: { facts: SensorFacts | undefined }) {
  if (facts?.family == null) return null;
  return (
    <>
      <span className="block truncate">{familyWords(facts.family)}</span>
      {facts.model !== null && (
        <span className="block truncate text-[12px] text-ink-3 max-broad:hidden" title={facts.model}>
          {facts.model}
        </span>
      )}
    </>
  );
}

/** Its newest values, in one line. */
function Values({ sensor, knownUntil }: { sensor: SensorSummary; knownUntil: number }) {
  const format = useFormat();
  const shown = cellsOf(sensor.series).slice(0, VALUES_SHOWN);
  if (shown.length === 0) return null;
  return (
    <ul className="dims mt-px flex min-w-0 gap-x-3 overflow-hidden pl-[26px] text-[12px] max-broad:order-2 max-broad:w-full max-broad:flex-wrap max-broad:text-[15px]">
      {shown.map((series) => (
        <SeriesValue
          key={`${series.quantity} ${series.channel}`}
          sensor={sensor}
          series={series}
          label={format.label(series.quantity)}
          knownUntil={knownUntil}
        />
      ))}
    </ul>
  );
}

function SeriesValue({
  sensor,
  series,
  label,
  knownUntil,
}: {
  sensor: SensorSummary;
  series: SeriesSummary;
  label: string;
  knownUntil: number;
}) {
  const freshness = freshnessOfSeries({ series, availability: sensor.availability, knownUntil });
  const { latest, quantity, unit, channel } = series;
  const isUnknown = latest === null || freshness === 'offline' || freshness === 'never';
  const shown = useShown(isUnknown ? undefined : latest.value, quantity, unit);
  return (
    <li className="flex items-baseline gap-1.5" title={label}>
      {channel !== null && <span className="text-[12px] text-ink-3">{channel}</span>}
      <Value size="text" text={shown.text} unit={shown.unit} faded={isUnknown || freshness === 'silent'} />
    </li>
  );
}
