'use client';

import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { panned, zoomed } from '@/components/charts/window';
import { IconButton } from '@/components/ui/button';

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Nearer, farther, earlier, later. */
export function ZoomButtons({
  view,
  onWindow,
}: {
  view: { readonly from: number; readonly to: number };
  onWindow: (from: number, to: number) => void;
}) {
  const buttons = [
    { label: 'Earlier', icon: <ChevronLeft {...ICON} />, next: panned(view, -0.5) },
    { label: 'Later', icon: <ChevronRight {...ICON} />, next: panned(view, 0.5) },
    { label: 'Zoom out', icon: <ZoomOut {...ICON} />, next: zoomed(view, 2) },
    { label: 'Zoom in', icon: <ZoomIn {...ICON} />, next: zoomed(view, 0.5) },
  ];
  return (
    <div className="ml-auto hidden desk:flex">
      {buttons.map(({ label, icon, next }) => (
        <IconButton key={label} look="quiet" label={label} onClick={() => onWindow(next.from, next.to)}>
          {icon}
        </IconButton>
      ))}
    </div>
  );
}
