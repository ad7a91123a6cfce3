'use client';

import { ExternalLink } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { PageHead } from '@/components/shell/page-head';
import { Button } from '@/components/ui/button';
import type { FoundDocuments } from '@/contracts/search';
import { formOf, paramsOf, problemsOf, type SearchForm } from './document-query';
import { DocumentTable } from './document-table';
import { Filters, type Places } from './filters';
import { Histogram } from './histogram';
import { useDocuments } from './use-documents';

/** The search server pages no further. */
const MOST_SHOWN = 10_000;

/** Readings straight from the search server: what was looked for stands in the address. */
export function SearchView({ initial, places }: { initial: string; places: Places }) {
  const [form, setForm] = useState<SearchForm>(() => formOf(new URLSearchParams(initial)));
  const { found, failure, isLooking, more } = useDocuments(form);
  const problems = useMemo(() => problemsOf(form), [form]);
  const change = (part: Partial<SearchForm>) => {
    const next = { ...form, ...part };
    setForm(next);
    const params = paramsOf(next);
    window.history.replaceState(null, '', params === '' ? '/search' : `/search?${params}`);
  };
  return (
    <>
      <PageHead title="Search" back={{ href: '/more', label: 'Back to more' }}>
        {found?.kibanaUrl != null && (
          <a
            href={found.kibanaUrl}
            target="_blank"
            rel="noreferrer"
            className="ml-auto inline-flex h-11 items-center gap-[7px] rounded-lg border border-line-2 bg-surface px-3 font-[550] shadow-control hover:bg-hover max-desk:order-last max-desk:ml-2 desk:h-8"
          >
            Open in Kibana
            <ExternalLink size={14} strokeWidth={1.75} aria-hidden="true" />
          </a>
        )}
      </PageHead>
      <div className="grid gap-3 desk:gap-4">
        <Filters form={form} places={places} problems={problems} onChange={change} />
        {failure !== undefined && (
          <section className="panel border-crit/45 px-4 py-3" role="alert">
            <b>The search server doesn’t answer</b>
            <p className="text-ink-2 wrap-anywhere">{failure}</p>
          </section>
        )}
        {found !== undefined && (
          <Found found={found} isLooking={isLooking} onSpan={(range) => change({ range })} onMore={more} />
        )}
      </div>
    </>
  );
}

function Found({
  found,
  isLooking,
  onSpan,
  onMore,
}: {
  found: FoundDocuments;
  isLooking: boolean;
  onSpan: (range: string) => void;
  onMore: () => Promise<void>;
}) {
  const format = useFormat();
  const { total, tookMs, documents } = found;
  const left = Math.min(total, MOST_SHOWN) - documents.length;
  return (
    <div className={`grid gap-3 desk:gap-4 ${isLooking ? 'opacity-55' : ''}`} aria-busy={isLooking}>
      <section className="panel p-4" aria-label="When">
        <p role="status" className="mb-2 text-[12px] text-ink-2">
          <b className="text-ink">{format.number(total, 0)}</b> {total === 1 ? 'reading' : 'readings'}, found
          in {format.number(tookMs, 0)} ms
        </p>
        <Histogram histogram={found.histogram} stepMs={found.stepMs} onSpan={onSpan} />
      </section>
      <section className="panel overflow-hidden" aria-label="Readings">
        {documents.length === 0 ? (
          <p className="px-6 py-10 text-center text-ink-2">
            Nothing was measured that fits. A longer span, or fewer conditions, finds more.
          </p>
        ) : (
          <DocumentTable documents={documents} />
        )}
      </section>
      {left > 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={() => void onMore()}>Show more</Button>
          <span className="text-[12px] text-ink-3">
            {format.number(documents.length, 0)} of {format.number(total, 0)} are shown
            {total > MOST_SHOWN ? '; beyond 10,000 a narrower span helps' : ''}
          </span>
        </div>
      )}
    </div>
  );
}
