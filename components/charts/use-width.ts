'use client';

import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** The width an element has been given, whole pixels; undefined before it is laid out. */
export function useWidth<Box extends HTMLElement>(): readonly [RefObject<Box | null>, number | undefined] {
  const box = useRef<Box>(null);
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}
