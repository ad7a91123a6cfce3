'use client';

import type { ArchivedSensor } from '@/contracts/sensor-facts';
import { ArchivedSensors } from './archived-sensors';
import { type ArchiveAction, useArchiving } from './use-archiving';

const NOTHING_LISTED = [] as const;

/** Where nothing else is on the list: what comes back brings the list with it. */
export function ArchivedAlone({
  sensors,
  archive,
}: {
  sensors: readonly ArchivedSensor[];
  archive: ArchiveAction;
}) {
  const { archived, bringBack, problem } = useArchiving(archive, sensors, NOTHING_LISTED);
  return (
    <div className="mt-3 grid gap-2 desk:mt-4">
      <ArchivedSensors sensors={archived} onBringBack={bringBack} />
      {problem !== undefined && (
        <p role="alert" className="text-crit-text">
          {problem}
        </p>
      )}
    </div>
  );
}
