const WIDTH = 120;
const HEIGHT = 24;

/** Messages of the last 24 hours as a line; flat where there were none. */
export function TopicSpark({ counts }: { counts: readonly number[] | undefined }) {
  if (counts === undefined) return null;
  const most = Math.max(1, ...counts);
  const points = counts.map((count, hour) => {
    const x = (hour * WIDTH) / (counts.length - 1);
    return `${x.toFixed(1)},${(HEIGHT - 1 - (count / most) * (HEIGHT - 2)).toFixed(1)}`;
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-6 w-[120px] text-ink-3"
      role="img"
      aria-label={spoken(counts)}
    >
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  );
}

function spoken(counts: readonly number[]): string {
  const sum = counts.reduce((total, count) => total + count, 0);
  return `${sum} messages in 24 hours, at most ${Math.max(...counts)} in one`;
}
