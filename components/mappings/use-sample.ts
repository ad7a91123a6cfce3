'use client';

import { useState } from 'react';
import type { MappingSample } from '@/contracts/mapping-preview';
import { type Capture, capturesOf } from './captures';
import { lookingAt } from './held-sample';

export interface ChosenSample {
  readonly captures: readonly Capture[];
  readonly sample: MappingSample | undefined;
  /** Of each named level the text that the sample's topic has. */
  readonly texts: Readonly<Record<string, string>>;
  readonly choose: (name: string, text: string) => void;
  readonly hold: (sample: MappingSample) => void;
  readonly step: SampleSteps;
}

/** To another message; undefined where there is none. */
export interface SampleSteps {
  readonly older: (() => void) | undefined;
  readonly newer: (() => void) | undefined;
  /** From then on the sample follows what comes. */
  readonly newest: (() => void) | undefined;
}

/** Which message is looked at: the newest until somebody steps back, of a room where one was chosen. */
export function useSample(topic: string, samples: readonly MappingSample[]): ChosenSample {
  const [wanted, setWanted] = useState<Readonly<Record<string, string>>>({});
  const [held, setHeld] = useState<MappingSample>();
  const captures = capturesOf(topic, samples.map((each) => each.topic).toSorted());
  const those = samples.filter((each) => isOf(each, captures, wanted));
  const { messages, place } = lookingAt(topic, those.length > 0 ? those : samples, held);
  const sample = messages[place];
  const stepTo = (to: number) => {
    const target = messages[to];
    if (to < 0 || target === undefined) return undefined;
    return () => setHeld(to === 0 ? undefined : target);
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
    hold: (message) => {
      setWanted({});
      setHeld(message);
    },
    step: {
      older: stepTo(place + 1),
      newer: stepTo(place - 1),
      newest: place === 0 ? undefined : stepTo(0),
    },
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
