'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from './copy-row';
import type { Snippet } from './snippets';

/** Snippets side by side, one shown. */
export function SnippetTabs({ snippets }: { snippets: readonly Snippet[] }) {
  const [label, setLabel] = useState(snippets[0]?.label);
  const shown = snippets.find((snippet) => snippet.label === label) ?? snippets[0];
  if (shown === undefined) return null;
  return (
    <div>
      <fieldset className="flex gap-1 overflow-x-auto border-b border-line px-4">
        <legend className="sr-only">For which device</legend>
        {snippets.map((snippet) => (
          <label
            key={snippet.label}
            className={`flex h-11 cursor-pointer items-center border-b-2 px-2 whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-ink ${
              snippet === shown ? 'border-ink font-[550]' : 'border-transparent text-ink-2'
            }`}
          >
            <input
              type="radio"
              name="snippet"
              checked={snippet === shown}
              onChange={() => setLabel(snippet.label)}
              className="sr-only"
            />
            {snippet.label}
          </label>
        ))}
      </fieldset>
      <div className="grid gap-3 p-4">
        <div className="flex flex-wrap items-center gap-2.5">
          <p className="min-w-[160px] flex-1 text-[12.5px] text-ink-2">{shown.says}</p>
          {shown.file !== undefined && <SaveAs name={shown.file} text={shown.text} />}
          <CopyButton text={shown.text} />
        </div>
        <SnippetText text={shown.text} label={shown.label} />
      </div>
    </div>
  );
}

export function SnippetText({ text, label }: { text: string; label: string }) {
  return (
    <figure
      aria-label={`Snippet: ${label}`}
      data-testid="snippet"
      className="rounded-lg border border-line bg-sunken p-3 font-mono text-[12px] leading-[1.55] break-words whitespace-pre-wrap"
    >
      {text}
    </figure>
  );
}

function SaveAs({ name, text }: { name: string; text: string }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    Object.assign(link, { href: url, download: name });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button onClick={save}>
      <Download size={16} strokeWidth={1.75} aria-hidden="true" />
      {name}
    </Button>
  );
}
