'use client';

import { bytesText } from '@/components/format/bytes';
import { useFormat } from '@/components/format/format-provider';
import { RawPlaceLink } from '@/components/ui/raw-place-link';
import type { InboxSample } from '@/contracts/inbox';
import type { SampleField } from './sample-fields';

/** The newest message, as it came; its values can be picked where somebody wants that. */
export function MessageSample({
  sample,
  fields = [],
  isPicked,
  onPick,
}: {
  sample: InboxSample;
  fields?: readonly SampleField[];
  isPicked?: (field: SampleField) => boolean;
  onPick?: (field: SampleField) => void;
}) {
  const format = useFormat();
  const { topic, text, hex, bytes, at, isGone } = sample;
  return (
    <div className="grid min-w-0 gap-2">
      <div className="min-w-0 rounded-lg border border-line bg-sunken p-3 font-mono text-[12px] leading-[1.6]">
        <p className="break-all text-ink-3">{topic}</p>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
          tabIndex={0}
          className="max-h-52 overflow-auto break-words whitespace-pre-wrap"
        >
          {text ?? grouped(hex ?? '')}
          {text === '' && 'an empty payload'}
        </pre>
      </div>
      {fields.length > 0 && onPick !== undefined && (
        <ul className="flex flex-wrap gap-1.5" aria-label="Values in it">
          {fields.map((field) => (
            <li key={field.path} className="min-w-0">
              <button
                type="button"
                disabled={!field.isNumeric}
                aria-pressed={isPicked?.(field) === true}
                onClick={() => onPick(field)}
                className="flex min-h-11 max-w-full items-center gap-2 rounded-lg border border-line-2 bg-surface px-2.5 font-mono text-[12px] disabled:border-transparent disabled:text-ink-3 aria-pressed:border-invert aria-pressed:bg-invert aria-pressed:text-on-invert desk:min-h-7"
              >
                <span className="truncate">{field.label}</span>
                <b className="max-w-40 truncate">{field.text}</b>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="text-[12px] text-ink-3">
        {format.time(at, 'date')}, {format.time(at, 'second')}, {bytesText(bytes, format.number)}.{' '}
        {isGone ? 'The raw log has removed it; this is what was kept of it.' : <RawPlaceLink at={sample} />}
      </p>
    </div>
  );
}

function grouped(hex: string): string {
  return hex.replace(/(..)(?=.)/g, '$1 ');
}
