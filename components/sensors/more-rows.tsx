'use client';

import { useEffect, useRef } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { NEAR } from '@/components/ui/use-near';

/** Stands where a long list ends for now: it goes on when one scrolls near, or presses. */
export function MoreRows({ left, onMore }: { left: number; onMore: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const format = useFormat();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after some came it is looked anew whether the end is still near
  useEffect(() => {
    if (box.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), {
      rootMargin: NEAR,
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [left, onMore]);
  return (
    <div ref={box} className="grid justify-center py-1">
      <Button onClick={onMore}>Show {format.number(left, 0)} more</Button>
    </div>
  );
}
