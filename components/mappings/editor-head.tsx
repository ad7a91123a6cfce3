'use client';

import { ChevronRight, GitCompare, Pencil } from 'lucide-react';
import Link from 'next/link';
import { useFormat } from '@/components/format/format-provider';
import { PageHead } from '@/components/shell/page-head';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';

interface Parts {
  readonly saveLabel: string;
  readonly canSave: boolean;
  readonly canDiscard: boolean;
  readonly isBusy: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** What is edited, whether something is not saved, and what to do about it. */
export function EditorHead({
  title,
  live,
  draftOf,
  ...parts
}: Parts & {
  title: string;
  /** The version in force and since when, ms since 1970; undefined: none is. */
  live: { readonly version: number; readonly validFrom: number } | undefined;
  /** What the draft will be, such as “v4”; undefined: nothing is changed. */
  draftOf: string | undefined;
}) {
  const format = useFormat();
  return (
    <PageHead
      title={title}
      back={{ href: '/mappings', label: 'Back to mappings' }}
      crumb={
        <>
          <Link href="/mappings">Mappings</Link>
          {live !== undefined && (
            <>
              <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" />v{live.version} live since{' '}
              {format.time(live.validFrom, 'day')}
            </>
          )}
        </>
      }
    >
      {draftOf !== undefined && (
        <span className="desk:mt-4">
          <Badge kind="stale" icon={<Pencil size={14} strokeWidth={1.75} aria-hidden="true" />}>
            Draft of {draftOf}
          </Badge>
        </span>
      )}
      <span className="ml-auto hidden items-center gap-2.5 desk:flex">
        {live !== undefined && (
          <ButtonLink look="quiet" href="#versions">
            <GitCompare size={16} strokeWidth={1.75} aria-hidden="true" />
            Versions
          </ButtonLink>
        )}
        <SaveButtons {...parts} />
      </span>
    </PageHead>
  );
}

/** On a phone what is done with the draft stands above the tabs, wherever one is on the page. */
export function EditorBar(parts: Parts) {
  return (
    <div className="fixed inset-x-0 bottom-[calc(52px+max(12px,env(safe-area-inset-bottom)))] z-10 grid auto-cols-fr grid-flow-col gap-2.5 border-t border-line bg-surface px-4 py-2.5 desk:hidden">
      <SaveButtons {...parts} />
    </div>
  );
}

/** Not `disabled`: the one that was pressed keeps the focus. */
function SaveButtons({ saveLabel, canSave, canDiscard, isBusy, onSave, onDiscard }: Parts) {
  const mayDiscard = canDiscard && !isBusy;
  const maySave = canSave && !isBusy;
  return (
    <>
      <Button aria-disabled={!mayDiscard} onClick={mayDiscard ? onDiscard : undefined}>
        Discard
      </Button>
      <Button look="primary" aria-disabled={!maySave} onClick={maySave ? onSave : undefined}>
        {isBusy ? 'Saving…' : saveLabel}
      </Button>
    </>
  );
}
