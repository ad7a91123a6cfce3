'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/components/ui/button';

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

function useCopy(text: string) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return { isCopied, copy };
}

/** A setting with a button that copies it. */
export function CopyRow({ label, value, copies = value }: { label: string; value: string; copies?: string }) {
  const { isCopied, copy } = useCopy(copies);
  return (
    <div className="flex min-h-11 items-center gap-2 border-t border-line desk:min-h-[38px]">
      <dt className="w-[84px] shrink-0 text-ink-2">{label}</dt>
      <dd className="flex min-w-0 flex-1 items-center gap-2">
        <span className="min-w-0 flex-1 font-mono text-[12.5px] break-all">{value}</span>
        <IconButton label={isCopied ? 'Copied' : `Copy ${label}`} look="quiet" onClick={copy}>
          {isCopied ? <Check {...ICON} /> : <Copy {...ICON} />}
        </IconButton>
      </dd>
    </div>
  );
}

export function CopyButton({ text }: { text: string }) {
  const { isCopied, copy } = useCopy(text);
  return (
    <Button onClick={copy}>
      {isCopied ? <Check {...ICON} /> : <Copy {...ICON} />}
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  );
}
