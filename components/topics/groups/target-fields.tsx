import { SelectField, TextField } from '@/components/ui/field';
import type { ResetTarget } from '@/contracts/topic-groups';
import { zonedTime } from '@/contracts/zoned-time';

const KINDS = [
  { value: 'start', label: 'the first message there is' },
  { value: 'end', label: 'the end: only what comes from now on' },
  { value: 'moment', label: 'a moment' },
  { value: 'back', label: 'some messages back' },
  { value: 'offset', label: 'an offset in one partition' },
] as const;

type Kind = (typeof KINDS)[number]['value'];

/** Where a group shall go on, as it was typed. */
export interface TypedTarget {
  readonly kind: Kind;
  readonly moment: string;
  readonly messages: string;
  readonly partition: string;
  readonly offset: string;
}

export const NOTHING_TYPED: TypedTarget = {
  kind: 'start',
  moment: '',
  messages: '',
  partition: '0',
  offset: '',
};

export function TargetFields({
  typed,
  change,
  timeZone,
}: {
  typed: TypedTarget;
  change: (part: Partial<TypedTarget>) => void;
  timeZone: string;
}) {
  return (
    <div className="grid gap-3 desk:grid-cols-3">
      <SelectField
        label="Go on at"
        value={typed.kind}
        options={KINDS}
        onChange={({ target }) =>
          change({ kind: KINDS.find(({ value }) => value === target.value)?.value ?? 'start' })
        }
      />
      {typed.kind === 'moment' && (
        <TextField
          label="Moment"
          type="datetime-local"
          step={1}
          value={typed.moment}
          hint={`By the home’s clock, ${timeZone}`}
          onChange={({ target }) => change({ moment: target.value })}
        />
      )}
      {typed.kind === 'back' && (
        <TextField
          label="Messages in each partition"
          inputMode="numeric"
          value={typed.messages}
          onChange={({ target }) => change({ messages: target.value })}
        />
      )}
      {typed.kind === 'offset' && (
        <>
          <TextField
            label="Partition"
            inputMode="numeric"
            value={typed.partition}
            onChange={({ target }) => change({ partition: target.value })}
          />
          <TextField
            label="Offset"
            inputMode="numeric"
            value={typed.offset}
            onChange={({ target }) => change({ offset: target.value })}
          />
        </>
      )}
    </div>
  );
}

/** Undefined until it is written in full. */
export function targetOf(
  { kind, moment, messages, partition, offset }: TypedTarget,
  timeZone: string,
): ResetTarget | undefined {
  const whole = (text: string) => (/^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined);
  if (kind === 'start' || kind === 'end') return { kind };
  if (kind === 'back') {
    const count = whole(messages);
    return count === undefined ? undefined : { kind, messages: count };
  }
  if (kind === 'offset') {
    const [of, at] = [whole(partition), whole(offset)];
    return of === undefined || at === undefined ? undefined : { kind, partition: of, offset: at };
  }
  const wallMs = Date.parse(`${moment}Z`);
  return Number.isNaN(wallMs) ? undefined : { kind, moment: zonedTime(wallMs, timeZone, Date.now()) };
}
