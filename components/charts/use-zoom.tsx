'use client';

import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Plot } from './chart-style';
import { panned, pinched, type TimeWindow, zoomed } from './window';

/** Less is a press, not a movement. */
const LEAST_PX = 8;
const WHEEL_PAUSE_MS = 180;
const WHEEL_PX_TO_E = 300;

interface Finger {
  readonly began: number;
  readonly now: number;
}

interface Gesture {
  readonly kind: 'select' | 'pan' | 'pinch';
  readonly fingers: readonly Finger[];
}

export interface Zoom {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly pointer: {
    onPointerDown(event: PointerEvent): void;
    onPointerMove(event: PointerEvent): void;
    onPointerUp(event: PointerEvent): void;
    onPointerCancel(event: PointerEvent): void;
  };
  onKeyDown(event: KeyboardEvent): void;
  /** What is being chosen. */
  readonly overlay: ReactNode;
}

/**
 * Chooses another span: a mouse drags over it, with Shift it moves the picture; one finger moves it, two stretch it; the wheel
 * with Ctrl and the keys +, −, PageUp and PageDown do the same.
 */
export function useZoom(view: TimeWindow, plot: Plot, onWindow: (from: number, to: number) => void): Zoom {
  const box = useRef<HTMLDivElement>(null);
  const fingers = useRef(new Map<number, Finger>());
  const kind = useRef<'select' | 'pan'>('select');
  const [gesture, setGesture] = useState<Gesture>();
  const choose = (window: TimeWindow) => onWindow(window.from, window.to);
  const placeOf = (event: { clientX: number }) =>
    event.clientX - (box.current?.getBoundingClientRect().left ?? 0) - plot.left;
  useWheel(box, view, plot, choose);

  const finish = () => {
    const ended = gesture;
    setGesture(undefined);
    fingers.current.clear();
    const window = ended && windowOf(ended, view, plot.width);
    if (window !== undefined) choose(window);
  };
  const pointer: Zoom['pointer'] = {
    onPointerDown: (event) => {
      if (event.button !== 0 || fingers.current.size === 2) return;
      const place = placeOf(event);
      if (fingers.current.size === 0)
        kind.current = event.pointerType === 'mouse' && !event.shiftKey ? 'select' : 'pan';
      fingers.current.set(event.pointerId, { began: place, now: place });
    },
    onPointerMove: (event) => {
      const finger = fingers.current.get(event.pointerId);
      if (finger === undefined) return;
      fingers.current.set(event.pointerId, { ...finger, now: placeOf(event) });
      const all = [...fingers.current.values()];
      const isMoved = all.length === 2 || Math.abs(placeOf(event) - finger.began) >= LEAST_PX;
      if (!isMoved && gesture === undefined) return;
      box.current?.setPointerCapture(event.pointerId);
      setGesture({ kind: all.length === 2 ? 'pinch' : kind.current, fingers: all });
    },
    onPointerUp: (event) => {
      if (fingers.current.has(event.pointerId)) finish();
    },
    onPointerCancel: () => {
      fingers.current.clear();
      setGesture(undefined);
    },
  };
  return {
    box,
    pointer,
    onKeyDown: (event) => chooseByKey(event, view, choose),
    overlay: overlayOf(gesture, plot),
  };
}

function windowOf({ kind, fingers }: Gesture, view: TimeWindow, width: number): TimeWindow | undefined {
  const [first, second] = fingers;
  if (first === undefined) return undefined;
  if (kind === 'pan') return panned(view, (first.began - first.now) / width);
  if (kind === 'pinch' && second !== undefined)
    return pinched(view, width, [first.began, second.began], [first.now, second.now]);
  const [left, right] = [first.began, first.now]
    .map((px) => Math.min(width, Math.max(0, px)))
    .sort((a, b) => a - b);
  if (left === undefined || right === undefined || right - left < LEAST_PX) return undefined;
  const momentAt = (px: number) => view.from + (px / width) * (view.to - view.from);
  return { from: momentAt(left), to: momentAt(right) };
}

function chooseByKey(event: KeyboardEvent, view: TimeWindow, choose: (window: TimeWindow) => void): void {
  const next = byKey(event.key, view);
  if (next === undefined || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  choose(next);
}

function byKey(key: string, view: TimeWindow): TimeWindow | undefined {
  switch (key) {
    case '+':
    case '=':
      return zoomed(view, 0.5);
    case '-':
      return zoomed(view, 2);
    case 'PageUp':
      return panned(view, -0.5);
    case 'PageDown':
      return panned(view, 0.5);
    default:
      return undefined;
  }
}

/** With Ctrl, as a touchpad's pinch comes too; without it the page scrolls. */
function useWheel(
  box: RefObject<HTMLDivElement | null>,
  view: TimeWindow,
  plot: Plot,
  choose: (window: TimeWindow) => void,
): void {
  const newest = useRef({ view, plot, choose });
  useEffect(() => {
    newest.current = { view, plot, choose };
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let turned = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      turned += event.deltaY;
      clearTimeout(timer);
      const place = event.clientX - element.getBoundingClientRect().left;
      timer = setTimeout(() => {
        const { view: window, plot: at, choose: tell } = newest.current;
        const around = window.from + ((place - at.left) / at.width) * (window.to - window.from);
        tell(zoomed(window, Math.exp(turned / WHEEL_PX_TO_E), around));
        turned = 0;
      }, WHEEL_PAUSE_MS);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('wheel', onWheel);
    };
  }, [box]);
}

function overlayOf(gesture: Gesture | undefined, plot: Plot): ReactNode {
  const [finger] = gesture?.fingers ?? [];
  if (gesture === undefined || finger === undefined) return null;
  if (gesture.kind !== 'select') return <Moving kind={gesture.kind} />;
  const left = Math.max(0, Math.min(finger.began, finger.now));
  const right = Math.min(plot.width, Math.max(finger.began, finger.now));
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute top-2 bottom-6 border-x border-ink-3 bg-ink-3/15"
      style={{ left: plot.left + left, width: Math.max(0, right - left) }}
    />
  );
}

function Moving({ kind }: { kind: 'pan' | 'pinch' }) {
  return (
    <span className="pointer-events-none absolute top-2 right-3 rounded-md bg-raised px-2 py-1 text-[12px] text-ink-2 shadow-float">
      {kind === 'pan' ? 'moving' : 'stretching'}
    </span>
  );
}
