'use client';

import type { FormAction } from '@/components/registry/form-state';
import type { TaughtReading, TaughtTopic } from '@/contracts/arrival';
import type { ArrivalActions } from './arrival-actions';
import { believed, turned } from './taught-readings';

/** How mappings read the messages of a device, and what changes that. */
export function useTeaching(
  user: string,
  taught: readonly TaughtTopic[],
  { teachArrival, finishArrival }: ArrivalActions,
) {
  const teach = (topic: string, readings: readonly TaughtReading[]) => teachArrival(user, topic, readings);
  /** Answers with why one of them can't be. */
  const teachAll = async (topics: readonly TaughtTopic[]) => {
    for (const { topic, readings } of topics) {
      const refused = await teach(topic, readings);
      if (refused !== undefined) return refused;
    }
    return undefined;
  };
  const others = turned(taught);
  const finish: FormAction = async (before, form) => {
    const refused = await teachAll(believed(taught, form));
    return refused === undefined ? finishArrival(user, before, form) : { problem: refused };
  };
  return {
    teach,
    /** Turns the sign of its power; undefined where no mapping reads one. */
    turn: others.length === 0 ? undefined : () => teachAll(others),
    /** Saves what can be believed with all the rest. */
    finish,
  };
}
