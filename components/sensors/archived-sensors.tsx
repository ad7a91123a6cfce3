'use client';

import Link from 'next/link';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import type { ArchivedSensor } from '@/contracts/sensor-facts';

/** What is on no list any longer: each comes back with its past, or is removed for good in its settings. */
export function ArchivedSensors({
  sensors,
  onBringBack,
}: {
  sensors: readonly ArchivedSensor[];
  onBringBack: (sensor: ArchivedSensor) => void;
}) {
  if (sensors.length === 0) return null;
  return (
    <details className="panel">
      <summary className="min-h-11 cursor-pointer px-4 py-[13px] font-semibold desk:min-h-0">
        Archived <span className="ml-1 text-[12px] font-normal text-ink-3">{sensors.length}</span>
      </summary>
      <ul>
        {sensors.map((sensor) => (
          <ArchivedRow key={sensor.id} sensor={sensor} onBringBack={onBringBack} />
        ))}
      </ul>
    </details>
  );
}

function ArchivedRow({
  sensor,
  onBringBack,
}: {
  sensor: ArchivedSensor;
  onBringBack: (sensor: ArchivedSensor) => void;
}) {
  const format = useFormat();
  const { id, name, room, archivedAt } = sensor;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2">
      <p className="min-w-0 flex-1">
        <Link
          href={`/sensors/${encodeURIComponent(id)}/edit`}
          prefetch={false}
          className="block truncate font-[550] hover:underline"
          dir="auto"
        >
          {name}
        </Link>
        <span className="text-[12px] text-ink-3">
          {room !== null && <span dir="auto">{room} · </span>}
          since <Moment at={archivedAt}>{format.time(archivedAt, 'date')}</Moment>
        </span>
      </p>
      <Button onClick={() => onBringBack(sensor)} aria-label={`Bring ${name} back`}>
        Bring back
      </Button>
    </li>
  );
}
