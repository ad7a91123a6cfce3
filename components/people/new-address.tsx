'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/components/ui/button';

/** An address that is known only now. */
export function NewAddress({ address, children }: { address: string; children: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="grid gap-1" role="status">
      <p className="text-[12px] text-ink-2">{children}</p>
      <div className="flex items-center gap-2 rounded-lg border border-control bg-sunken pl-2.5">
        <code className="min-w-0 flex-1 py-2 font-mono text-[12px] break-all" data-testid="address">
          {address}
        </code>
        <IconButton label={isCopied ? 'Copied' : 'Copy the address'} look="quiet" onClick={() => void copy()}>
          {isCopied ? <Check {...ICON} /> : <Copy {...ICON} />}
        </IconButton>
      </div>
    </div>
  );
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
