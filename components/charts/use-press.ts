'use client';

import { type MouseEvent, type PointerEvent, useRef } from 'react';

/** More is a movement, and chooses another span. */
const MOST_PX = 8;

/** Where a chart was pressed, px from its top left. */
export interface Press {
  readonly x: number;
  readonly y: number;
}

/** A press on a chart; what moves is none. */
export function usePress(onPress: (place: Press) => void): {
  onPointerDown(event: PointerEvent): void;
  onClick(event: MouseEvent<HTMLElement>): void;
} {
  const began = useRef<Press>(undefined);
  return {
    onPointerDown: ({ clientX: x, clientY: y }) => {
      began.current = { x, y };
    },
    onClick: ({ clientX, clientY, currentTarget }) => {
      const { x, y } = began.current ?? { x: clientX, y: clientY };
      if (Math.hypot(clientX - x, clientY - y) >= MOST_PX) return;
      const box = currentTarget.getBoundingClientRect();
      onPress({ x: clientX - box.left, y: clientY - box.top });
    },
  };
}
