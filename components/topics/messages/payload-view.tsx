'use client';

import { useMemo, useState } from 'react';
import { bytesText } from '@/components/format/bytes';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { Segments } from '@/components/ui/segments';
import { bytesOf, firstForm, hexDump, type PayloadForm, prettyJson, textOf } from './payload-form';

const FORMS = [
  { id: 'json', label: 'JSON' },
  { id: 'text', label: 'Text' },
  { id: 'hex', label: 'Hex' },
] as const;
/** A megabyte of text at once would hold up the page. */
const FIRST_CHARACTERS = 20_000;
const FIRST_BYTES = 4_096;

/** The payload as JSON, text or bytes. */
export function PayloadView({ value, bytes }: { value: string | null; bytes: number }) {
  const format = useFormat();
  const raw = useMemo(() => (value === null ? undefined : bytesOf(value)), [value]);
  const [form, setForm] = useState<PayloadForm>(() => (raw === undefined ? 'text' : firstForm(raw)));
  const [showsAll, setShowsAll] = useState(false);
  if (raw === undefined) return <p className="text-ink-2">A deletion mark: it has no payload.</p>;
  if (raw.length === 0) return <p className="text-ink-2">An empty payload.</p>;
  const { text, isCut } = shownAs(raw, form, showsAll);
  return (
    <div className="grid min-w-0 gap-2">
      <Segments
        label="Payload as"
        segments={FORMS}
        chosen={form}
        onChoose={setForm}
        className="justify-self-start"
      />
      {text === undefined ? (
        <p className="text-ink-2">{form === 'json' ? 'It is no JSON.' : 'It is no text.'}</p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
          tabIndex={0}
          className="max-h-[420px] overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-[12px] leading-[1.6] break-words whitespace-pre-wrap"
        >
          {text}
        </pre>
      )}
      {isCut && (
        <div>
          <Button onClick={() => setShowsAll(true)}>Show all of it</Button>
        </div>
      )}
      {bytes > raw.length && (
        <p className="text-[12px] text-ink-3">
          The first {bytesText(raw.length, format.number)} of {bytesText(bytes, format.number)}.
        </p>
      )}
    </div>
  );
}

function shownAs(
  raw: Uint8Array,
  form: PayloadForm,
  showsAll: boolean,
): { readonly text: string | undefined; readonly isCut: boolean } {
  if (form === 'hex')
    return {
      text: hexDump(raw, showsAll ? raw.length : FIRST_BYTES),
      isCut: !showsAll && raw.length > FIRST_BYTES,
    };
  const text = textOf(raw);
  const whole = form === 'json' ? text && prettyJson(text) : text;
  const isCut = !showsAll && whole !== undefined && whole.length > FIRST_CHARACTERS;
  return { text: isCut ? whole.slice(0, FIRST_CHARACTERS) : whole, isCut };
}
