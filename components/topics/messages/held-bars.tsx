import { useFormat } from '@/components/format/format-provider';
import type { PartitionHeld } from '@/contracts/topic-messages';

const MOST_BARS = 24;
const HEIGHT_PX = 38;

/** How much each partition holds; the one of the message that is shown is dark. */
export function HeldBars({
  partitions,
  chosen,
}: {
  partitions: readonly PartitionHeld[];
  chosen: number | undefined;
}) {
  const format = useFormat();
  const held = ({ start, end }: PartitionHeld) => end - start;
  const most = Math.max(1, ...partitions.map(held));
  const sum = partitions.reduce((total, one) => total + held(one), 0);
  return (
    <section className="panel p-4" aria-label="Partitions">
      <h2>Partitions</h2>
      {partitions.length <= MOST_BARS && (
        <ul className="mt-3 flex items-end gap-1">
          {partitions.map((one) => (
            <li
              key={one.partition}
              className="grid min-w-0 flex-1 justify-items-center gap-1 text-[11px] text-ink-3"
            >
              <span
                className={`own-colour w-full rounded-[3px] ${one.partition === chosen ? 'bg-ink' : 'bg-line-2'}`}
                style={{ height: Math.max(2, (held(one) / most) * HEIGHT_PX) }}
                title={`${format.number(held(one), 0)} messages`}
              />
              {one.partition}
              <span className="sr-only">: {format.number(held(one), 0)} messages</span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-[12px] text-ink-2">
        {format.number(sum, 0)} messages in {format.number(partitions.length, 0)}{' '}
        {partitions.length === 1 ? 'partition' : 'partitions'}. Messages of one key stand in one partition, in
        order.
      </p>
    </section>
  );
}
