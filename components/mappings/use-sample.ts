'use client';

import { useState } from 'react';
import type { MappingSample } from '@/contracts/mapping-preview';
import { type Capture, capturesOf } from './captures';

export interface ChosenSample {
  readonly captures: readonly Capture[];
  readonly sample: MappingSample | undefined;
  /** Of each named level the text that the sample's topic has. */
  readonly texts: Readonly<Record<string, string>>;
  readonly choose: (name: string, text: string) => void;
  readonly step: { readonly older: (() => void) | undefined; readonly newer: (() => void) | undefined };
}

/** Which message is looked at: the newest until somebody steps back, of a room where one was chosen. */
export function useSample(topic: string, samples: readonly MappingSample[]): ChosenSample {
  const [wanted, setWanted] = useState<Readonly<Record<string, string>>>({});
  const [held, setHeld] = useState<string>();
  const captures = capturesOf(topic, samples.map((each) => each.topic).toSorted());
  const those = samples.filter((each) => isOf(each, captures, wanted));
  const shown = those.length > 0 ? those : samples;
  const place = Math.max(
    0,
    shown.findIndex((each) => keyOf(each) === held),
  );
  const sample = shown[place];
  const stepTo = (to: number) => {
    const target = shown[to];
    if (to < 0 || target === undefined) return undefined;
    return () => setHeld(to === 0 ? undefined : keyOf(target));
  };
  return {
    captures,
    sample,
    texts: Object.fromEntries(
      captures.map(({ name, place: level }) => [name, sample?.topic.split('/')[level] ?? '']),
    ),
    choose: (name, text) => {
      setHeld(undefined);
      setWanted((before) => ({ ...before, [name]: text }));
    },
    step: { older: stepTo(place + 1), newer: stepTo(place - 1) },
  };
}

function isOf(
  { topic }: MappingSample,
  captures: readonly Capture[],
  wanted: Readonly<Record<string, string>>,
): boolean {
  const levels = topic.split('/');
  return captures.every(({ name, place }) => wanted[name] === undefined || levels[place] === wanted[name]);
}

function keyOf({ partition, offset }: MappingSample): string {
  return `${partition}/${offset}`;
}
