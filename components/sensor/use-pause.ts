'use client';

import { useState } from 'react';
import type { LiveSpanState } from './live-span-store';
import type { Tail } from './shown-sensor';

interface Shown {
  readonly span: LiveSpanState;
  readonly tail: Tail;
  readonly knownUntil: number;
}

export interface Pause {
  readonly isPaused: boolean;
  readonly shown: Shown;
  toggle(): void;
}

/** Holds the picture still; what comes meanwhile is there when it goes on. Another range or series goes on by itself. */
export function usePause(span: LiveSpanState, tail: Tail, knownUntil: number): Pause {
  const [held, setHeld] = useState<Shown>();
  const isPaused = held !== undefined && held.span.of === span.of;
  return {
    isPaused,
    shown: isPaused ? held : { span, tail, knownUntil },
    toggle: () => setHeld(isPaused ? undefined : { span, tail, knownUntil }),
  };
}
