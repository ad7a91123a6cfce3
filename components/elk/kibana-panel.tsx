'use client';

import { ExternalLink, LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { ElkActions } from './elk-actions';

/** Data view and dashboards, by one button. */
export function KibanaPanel({
  kibanaUrl,
  intoKibana,
}: {
  kibanaUrl: string | null;
  intoKibana: ElkActions['intoKibana'];
}) {
  const { run, isRunning, problem } = useOutcome();
  const [loaded, setLoaded] = useState<number>();
  return (
    <section className="panel p-4" aria-label="Kibana">
      <h2 className="mb-1">Kibana</h2>
      <p className="text-ink-2">
        Four dashboards: electricity, climate, device health and the pipeline, with the data view beneath
        them. OpenSearch Dashboards takes them, too.
      </p>
      {kibanaUrl === null ? (
        <p className="mt-2 text-[12px] text-ink-3">
          Enter Kibana’s address with the connection, or load <code>deploy/elk/hearth.ndjson</code> there by
          hand.
        </p>
      ) : (
        <div className="mt-3 flex flex-wrap gap-2.5">
          <Button disabled={isRunning} onClick={() => run(intoKibana, setLoaded)}>
            <LayoutDashboard size={16} strokeWidth={1.75} aria-hidden="true" />
            {isRunning ? 'Loading…' : 'Load them into Kibana'}
          </Button>
          <a
            href={`${kibanaUrl}/app/dashboards`}
            target="_blank"
            rel="noreferrer"
            className="inline-flex h-11 items-center gap-[7px] px-2 font-[550] underline-offset-2 hover:underline desk:h-8"
          >
            Open Kibana
            <ExternalLink size={14} strokeWidth={1.75} aria-hidden="true" />
          </a>
        </div>
      )}
      <p
        role="status"
        className={`mt-2 empty:mt-0 ${problem === undefined ? 'text-ink-2' : 'text-crit-text'}`}
      >
        {problem ??
          (loaded === undefined ? '' : `${loaded} objects are loaded; those of the same name are replaced.`)}
      </p>
    </section>
  );
}
