'use client';

import { useState } from 'react';
import type { FormAction } from '@/components/registry/form-state';
import type { Arrival, ArrivedMessage } from '@/contracts/arrival';
import type { EditedSensor } from '@/contracts/registry';
import type { ArrivalActions, TaughtReading } from './arrival-actions';
import { believed, readingsOf, turned } from './taught-readings';

/** How the messages of a device are read, and what changes that. */
export function useTeaching(
  arrival: Arrival,
  sensor: EditedSensor | undefined,
  message: ArrivedMessage,
  { teachArrival, finishArrival }: ArrivalActions,
) {
  const [taught, setTaught] = useState<readonly TaughtReading[]>();
  const teach = async (topic: string, readings: readonly TaughtReading[]) => {
    const refused = await teachArrival(sensor?.id ?? '', topic, readings);
    if (refused === undefined) setTaught(readings);
    return refused;
  };
  const read = readingsOf(arrival, message?.topic, taught);
  const other = read && turned(read);
  const finish: FormAction = async (before, form) => {
    const changed = read && believed(read, form);
    const refused = changed && (await teach(changed.topic, changed.readings));
    return refused === undefined ? finishArrival(arrival.user, before, form) : { problem: refused };
  };
  return {
    teach,
    /** Empty: by its family. */
    readings: read?.readings ?? [],
    /** Turns the sign of its power; undefined where there is none to turn. */
    turn: other && (() => teach(other.topic, other.readings)),
    /** Saves what can be believed with all the rest. */
    finish,
  };
}
