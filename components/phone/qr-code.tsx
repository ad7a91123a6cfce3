/** A QR code, dark on white in both themes: cameras read it the other way round badly. */
export function QrCode({ rows, label }: { rows: readonly (readonly boolean[])[]; label: string }) {
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
      className="aspect-square h-auto w-[220px] max-w-full rounded-lg bg-white"
    >
      <path d={path} fill="#191a1c" />
    </svg>
  );
}
