'use client';

import { type RefObject, useEffect, useState } from 'react';

/** Is any of the element to be seen? A chart that nobody sees isn't drawn anew. */
export function useOnScreen(element: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setIsSeen] = useState(true);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(([entry]) => setIsSeen(entry?.isIntersecting ?? true));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isSeen;
}
