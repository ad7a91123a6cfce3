import { useFormat } from '@/components/format/format-provider';
import { Facts } from '@/components/sensor/facts';

const WORDS: readonly (readonly [name: string, label: string])[] = [
  ['stored', 'Stored'],
  ['repeated', 'Stored before, sent again'],
  ['older', 'A correction of it is stored'],
  ['deleted', 'Replaced by a correction'],
  ['refused', 'Refused'],
  ['skipped', 'Of removed sensors, or kept by the broker'],
  ['expired', 'Of months that are kept no longer'],
];
const REQUESTS: readonly (readonly [name: string, label: string])[] = [
  ['sent', 'Requests'],
  ['retried', 'Requests to be sent again'],
  ['split', 'Requests divided'],
];

/** What became of every measure since the process began. */
export function CountsPanel({
  counts,
  carriesHere,
}: {
  counts: Readonly<Record<string, number>>;
  carriesHere: boolean;
}) {
  const format = useFormat();
  const fact = ([name, label]: readonly [string, string]) => ({
    label,
    value: format.number(counts[name] ?? 0, 0),
  });
  const rare = WORDS.slice(2).filter(([name]) => (counts[name] ?? 0) > 0);
  return (
    <section className="panel" aria-label="What became of every measure">
      <h2 className="px-4 pt-[13px]">What became of every measure</h2>
      {carriesHere ? (
        <Facts facts={[...WORDS.slice(0, 2), ...rare, ...REQUESTS].map(fact)} />
      ) : (
        <p className="px-4 pt-1 pb-4 text-ink-2">
          Another process carries the readings; its own /metrics tells.
        </p>
      )}
    </section>
  );
}
