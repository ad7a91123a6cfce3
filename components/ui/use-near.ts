'use client';

import { type RefObject, useEffect, useState } from 'react';

/** So far beyond the screen it counts as seen: what is scrolled to is there already. */
export const NEAR = '400px 0px';

/** Is the element on the screen or near it, and was it ever? `isEarly`: taken for seen until the browser knows. */
export function useNear(
  element: RefObject<HTMLElement | null>,
  isEarly: boolean,
): { readonly isSeen: boolean; readonly isDrawn: boolean } {
  const [isSeen, setIsSeen] = useState(isEarly);
  const [isDrawn, setIsDrawn] = useState(isEarly);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        const isNear = entry?.isIntersecting ?? true;
        setIsSeen(isNear);
        if (isNear) setIsDrawn(true);
      },
      { rootMargin: NEAR },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return { isSeen, isDrawn };
}
