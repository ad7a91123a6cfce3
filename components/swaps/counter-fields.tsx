import { useFormat } from '@/components/format/format-provider';
import { typedNumber } from '@/components/format/typed-number';
import { TextField } from '@/components/ui/field';
import { offsetOf, type SwappedCounter } from '@/contracts/swap';

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
        const { quantity, channel, unit, ended, begins } = counter;
        const key = offsetKey(counter);
        const amount = (value: number) => `${format.number(value, decimalsOf(value))} ${unit}`;
        const label = channel === null ? format.label(quantity) : `${format.label(quantity)}, ${channel}`;
        return (
          <TextField
            key={key}
            label={`${label}: added to what it sends, ${unit}`}
            value={typed[key] ?? ''}
            onChange={({ target }) => onType(key, target.value)}
            inputMode="decimal"
            hint={`The old meter ended at ${amount(ended)}, the new one begins at ${amount(begins)}: + ${amount(offsetOf(counter))}. 0 leaves it as it is sent.`}
            problem={isNumber(typed[key] ?? '') ? undefined : 'That is no number.'}
          />
        );
      })}
    </section>
  );
}

function isNumber(text: string): boolean {
  return text.trim() === '' || typedNumber(text) !== undefined;
}

/** As many as it has, three at most. */
function decimalsOf(value: number): number {
  return Math.min(3, String(value).split('.')[1]?.length ?? 0);
}
