'use client';

import { Copy } from 'lucide-react';
import { bytesText } from '@/components/format/bytes';
import { useFormat } from '@/components/format/format-provider';
import { useCopy } from '@/components/topics/messages/use-copy';
import { IconButton } from '@/components/ui/button';
import type { SentRecord } from '@/contracts/provenance';

/** What the device sent, untouched, with the value marked in it. */
export function MarkedPayload({ sent }: { sent: SentRecord }) {
  const format = useFormat();
  const { copied, copy } = useCopy();
  const { shown, bytes } = sent;
  const isCut = shown.cutBefore || shown.cutAfter;
  return (
    <section aria-label="What the device sent">
      <div className="flex min-h-8 items-center gap-2.5">
        <h3 className="text-[13px] font-semibold">What the device sent</h3>
        <span className="text-[12px] text-ink-2">
          {bytesText(bytes, format.number)}, untouched{isCut && ', a part of it'}
        </span>
        <span role="status" className="ml-auto text-[12px] text-ink-2">
          {copied}
        </span>
        <IconButton look="quiet" label="Copy what the device sent" onClick={() => copy('copied', shown.text)}>
          <Copy size={15} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
      </div>
      {bytes === 0 ? (
        <p className="text-ink-2">Nothing: its payload is empty.</p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-56 overflow-auto rounded-lg border border-line bg-sunken px-3.5 py-3 font-mono text-[12.5px] leading-[1.7] break-all whitespace-pre-wrap text-ink-2"
        >
          {shown.cutBefore && '… '}
          <Marked {...shown} />
          {shown.cutAfter && ' …'}
        </pre>
      )}
      {shown.mark === null && bytes > 0 && (
        <p className="mt-1.5 text-[12px] text-ink-3">
          {sent.isTooBig
            ? 'It is too big to look for the part that became the value, so none is marked.'
            : 'Which part of it became the value can’t be told exactly, so none is marked.'}
        </p>
      )}
    </section>
  );
}

function Marked({ text, mark }: SentRecord['shown']) {
  if (mark === null) return text;
  return (
    <>
      {text.slice(0, mark.start)}
      <mark className="rounded-[5px] border border-crit-text/40 bg-crit-wash px-[3px] py-px font-medium text-crit-text">
        {text.slice(mark.start, mark.end)}
      </mark>
      {text.slice(mark.end)}
    </>
  );
}
