'use client';

import { useEffect, useRef } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { useNear } from '@/components/ui/use-near';

/** Stands where a long list ends for now: it goes on when one scrolls near, or presses. */
export function MoreRows({ left, onMore }: { left: number; onMore: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const { isSeen } = useNear(box, false);
  const format = useFormat();
  // biome-ignore lint/correctness/useExhaustiveDependencies: still near after some came, it goes on again
  useEffect(() => {
    if (isSeen) onMore();
  }, [isSeen, left, onMore]);
  return (
    <div ref={box} className="grid justify-center py-1">
      <Button onClick={onMore}>Show {format.number(left, 0)} more</Button>
    </div>
  );
}
