import { useFormat } from '@/components/format/format-provider';
import { TextField } from '@/components/ui/field';
import type { SwappedCounter } from '@/contracts/swap';
import { counterName, offsetWords, typedOffset } from './offset-words';

export function offsetKey({ quantity, channel }: Pick<SwappedCounter, 'quantity' | 'channel'>): string {
  return `${quantity} ${channel ?? ''}`;
}

/** So that a counter goes on where the old one ended: what is added to it, which may be another number. */
export function CounterFields({
  counters,
  typed,
  onType,
}: {
  counters: readonly SwappedCounter[];
  typed: Readonly<Record<string, string>>;
  onType: (key: string, text: string) => void;
}) {
  const format = useFormat();
  return (
    <section className="panel grid gap-3 p-4" aria-label="Counters">
      <h2>Counters go on</h2>
      {counters.map((counter) => {
        const key = offsetKey(counter);
        return (
          <TextField
            key={key}
            label={`${counterName(counter, format)}: added to what it sends, ${counter.unit}`}
            value={typed[key] ?? ''}
            onChange={({ target }) => onType(key, target.value)}
            inputMode="decimal"
            hint={offsetWords(counter, format)}
            problem={Number.isFinite(typedOffset(typed[key] ?? '')) ? undefined : 'That is no number.'}
          />
        );
      })}
    </section>
  );
}
