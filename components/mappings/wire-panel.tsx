'use client';

import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import type { WireMessage } from '@/contracts/mapping-preview';
import { quantityOf } from '@/contracts/quantities';
import type { Previewed } from './use-preview';

/** What is on the wire for the filter, and what the draft makes of each message. */
export function WirePanel({
  previewed: { preview, failure },
  onPick,
}: {
  previewed: Previewed;
  onPick: (pointer: string) => void;
}) {
  return (
    <section className="panel min-w-0" aria-label="On the wire">
      <div className="flex flex-wrap items-baseline gap-2 px-4 pt-[13px] pb-2.5">
        <h2>On the wire</h2>
        <span className="text-[12px] text-ink-3">nothing is written</span>
      </div>
      <p role="status" className="px-4 pb-3 text-[12.5px] text-ink-2">
        {failure ?? statusOf(preview?.messages.length, preview?.searched)}
      </p>
      <ul>
        {preview?.messages.map((message) => (
          <SampleRow key={message.topic} message={message} onPick={onPick} />
        ))}
      </ul>
    </section>
  );
}

function statusOf(found: number | undefined, searched = 0): string {
  if (found === undefined) return 'Looking at the log…';
  if (found > 0)
    return `The newest of ${found === 1 ? 'one topic' : `${found} topics`} that the filter claims.`;
  return `None of the last ${searched} messages has a topic that the filter claims.`;
}

function SampleRow({ message, onPick }: { message: WireMessage; onPick: (pointer: string) => void }) {
  const format = useFormat();
  const { topic, at, text, bytes, leaves } = message;
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3">
      <p className="flex min-w-0 items-baseline gap-3">
        <span className="min-w-0 flex-1 font-mono text-[12px] font-semibold break-all">{topic}</span>
        <span className="text-[12px] whitespace-nowrap text-ink-3">{format.time(at, 'second')}</span>
      </p>
      {text === null && <p className="text-[12px] text-ink-3">{bytes} bytes that are no text</p>}
      {leaves.length > 0 && (
        <ul className="grid max-h-64 overflow-y-auto rounded-lg border border-line bg-sunken py-1 font-mono text-[12px]">
          {leaves.map(({ pointer, text: value, isNumeric }) => (
            <li key={pointer}>
              <button
                type="button"
                onClick={() => onPick(pointer)}
                disabled={pointer === ''}
                className="flex min-h-11 w-full items-center gap-3 px-3 text-left enabled:hover:bg-hover desk:min-h-6"
                title={pointer === '' ? undefined : `Read ${pointer}`}
              >
                <span className="min-w-0 flex-1 break-all text-ink-2">
                  {pointer === '' ? 'the message' : pointer}
                </span>
                <span className={isNumeric ? 'font-semibold text-ink' : 'text-ink-3'}>{value}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Outcome message={message} />
    </li>
  );
}

function Outcome({ message: { rehearsal } }: { message: WireMessage }) {
  const format = useFormat();
  if (rehearsal === null) return null;
  if ('issue' in rehearsal)
    return (
      <p className="text-[12.5px] text-crit-text">
        Nothing comes of it: {ISSUES[rehearsal.issue] ?? rehearsal.issue}
      </p>
    );
  if (rehearsal.availability !== null)
    return (
      <p className="text-[12.5px]">
        The sensor is <b>{rehearsal.availability}</b>.
      </p>
    );
  return (
    <ul className="grid gap-0.5 text-[12.5px]">
      {rehearsal.readings.map(({ quantity, channel, value, unit, time }) => (
        <li key={`${quantity} ${channel}`} className="flex gap-2">
          <b>{format.withUnit(value, quantity, unit)}</b>
          <span className="text-ink-2">
            {format.label(quantity)}
            {channel !== null && `, channel ${channel}`}
            {time !== null && `, measured ${format.time(Date.parse(time), 'second')}`}
            {unusualWords({ quantity, value, unit }, format)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A hint at a wrong unit or scale: the value can be, but hardly at home. */
function unusualWords(
  { quantity, value, unit }: { readonly quantity: string; readonly value: number; readonly unit: string },
  format: Format,
): string {
  const fact = quantityOf(quantity);
  if (fact?.usual == null || fact.unit !== unit) return '';
  const [least, most] = fact.usual;
  if (value >= least && value <= most) return '';
  return `. Unusual at home, where it is ${format.between(least, most, quantity)}: is the unit right?`;
}

const ISSUES: Readonly<Record<string, string>> = {
  BAD_JSON: 'it is no JSON.',
  BAD_NUMBER: 'it is no number.',
  NO_VALUE: 'no number stands where the mapping looks.',
  UNCLAIMED: 'its condition does not hold.',
  NOT_UTF8: 'it is no text.',
};
