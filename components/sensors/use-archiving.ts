'use client';

import { useCallback, useEffect, useState, useTransition } from 'react';
import type { Refusal } from '@/components/registry/form-state';
import { UNREACHED } from '@/components/ui/unreached';
import type { SensorSummary } from '@/contracts/sensor';
import type { ArchivedSensor } from '@/contracts/sensor-facts';

export type ArchiveAction = (id: string, isArchived: boolean) => Promise<Refusal | undefined>;

const STAYS_MS = 15_000;

/** Whether a sensor is archived by what was done here: the page need not come anew for a row. */
type Done = ReadonlyMap<string, ArchivedSensor | 'back'>;

/** Takes sensors off the list and back onto it, without the page that they stand on. `before`: those that were archived. */
export function useArchiving(
  action: ArchiveAction | undefined,
  before: readonly ArchivedSensor[],
  sensors: readonly SensorSummary[],
) {
  const [done, setDone] = useState<Done>(new Map());
  const [last, setLast] = useState<ArchivedSensor>();
  const [problem, setProblem] = useState<string>();
  const [, startSending] = useTransition();
  useEffect(() => {
    if (last === undefined && problem === undefined) return;
    const timer = setTimeout(() => {
      setLast(undefined);
      setProblem(undefined);
    }, STAYS_MS);
    return () => clearTimeout(timer);
  }, [last, problem]);
  const send = useCallback(
    (sensor: ArchivedSensor, isArchived: boolean) =>
      startSending(async () => {
        const refusal = await action?.(sensor.id, isArchived).catch(() => UNREACHED);
        setProblem(refusal?.problem);
        setLast(refusal === undefined && isArchived ? sensor : undefined);
        if (refusal === undefined)
          setDone((known) => new Map(known).set(sensor.id, isArchived ? sensor : 'back'));
      }),
    [action],
  );
  // The same function each time: a row in which nothing changed rests.
  const archive = useCallback((sensor: SensorSummary) => send(archivedNow(sensor), true), [send]);
  return {
    last,
    problem,
    /** Those that are on the list. */
    listed: listedOf(sensors, done),
    archived: archivedOf(before, done),
    archive: action === undefined ? undefined : archive,
    bringBack: (sensor: ArchivedSensor) => send(sensor, false),
    undo: () => last !== undefined && send(last, false),
  };
}

function archivedNow({ id, name, room }: SensorSummary): ArchivedSensor {
  return { id, name, room: room?.name ?? null, archivedAt: Date.now() };
}

/** The same list where nothing was archived: what hangs on it rests. */
function listedOf(sensors: readonly SensorSummary[], done: Done): readonly SensorSummary[] {
  const isGone = (id: string) => typeof done.get(id) === 'object';
  return sensors.some(({ id }) => isGone(id)) ? sensors.filter(({ id }) => !isGone(id)) : sensors;
}

function archivedOf(before: readonly ArchivedSensor[], done: Done): readonly ArchivedSensor[] {
  const others = before.filter(({ id }) => !done.has(id));
  const own = [...done.values()].filter((each) => each !== 'back');
  return [...others, ...own].sort((one, other) => one.name.localeCompare(other.name));
}
