'use client';

interface Place {
  readonly cx?: number;
  readonly cy?: number;
}

/** The newest value while it is live: the only ember of a chart. */
export function EndDot({ cx, cy }: Place) {
  return (
    <g>
      <circle cx={cx} cy={cy} r={9} className="ember-mark" fill="var(--color-ember)" opacity={0.18} />
      <circle
        cx={cx}
        cy={cy}
        r={4}
        className="ember-mark"
        fill="var(--color-ember)"
        stroke="var(--color-surface)"
        strokeWidth={2}
      />
    </g>
  );
}

/** ✕: a value that can't be. */
export function ImplausibleMark({ cx = 0, cy = 0 }: Place) {
  return (
    <path
      d={`M${cx - 4} ${cy - 4}l8 8m0 -8l-8 8`}
      fill="none"
      stroke="var(--color-stale)"
      strokeWidth={1.8}
      strokeLinecap="round"
    />
  );
}
