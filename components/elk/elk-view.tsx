'use client';

import { Check, CircleAlert, CirclePause, Clock } from 'lucide-react';
import { usePolled } from '@/components/live/use-polled';
import { PageHead } from '@/components/shell/page-head';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import type { SearchStatus } from '@/contracts/search';
import { ConnectionPanel } from './connection-panel';
import { CountsPanel } from './counts-panel';
import type { ElkActions } from './elk-actions';
import { ElkKpis } from './elk-kpis';
import { KeepPanel } from './keep-panel';
import { KibanaPanel } from './kibana-panel';
import { RebuildPanel } from './rebuild-panel';
import { RejectedPanel } from './rejected-panel';

const LOOK_EVERY_MS = 3_000;
/** So much is no more than what is under way. */
const HARDLY_BEHIND_S = 10;

/** How readings get to the search server, and what an admin can do about it. */
export function ElkView({ initial, actions }: { initial: SearchStatus; actions: ElkActions }) {
  const { answer: status, isAnswered, ask } = usePolled('/api/v1/search/status', initial, LOOK_EVERY_MS);
  const { connection } = status;
  return (
    <>
      <PageHead title="ELK" back={{ href: '/more', label: 'Back to more' }}>
        <State status={status} isAnswered={isAnswered} />
        {connection !== null && (
          <span className="ml-auto max-desk:order-last max-desk:ml-2">
            <ButtonLink href="/search">Search</ButtonLink>
          </span>
        )}
      </PageHead>
      <div className={`grid gap-3 desk:gap-4 ${isAnswered ? '' : 'opacity-55'}`}>
        <Problem problem={status.problem} />
        {connection !== null && <ElkKpis status={status} />}
        <div className="grid gap-3 desk:grid-cols-2 desk:items-start desk:gap-4">
          <ConnectionPanel status={status} actions={actions} onChanged={ask} />
          {connection !== null && (
            <div className="grid gap-3 desk:gap-4">
              <CountsPanel counts={status.counts} carriesHere={status.carriesHere} />
              <KibanaPanel kibanaUrl={connection.kibanaUrl} intoKibana={actions.intoKibana} />
            </div>
          )}
        </div>
        {connection !== null && (
          <>
            {status.rejected !== null && (
              <RejectedPanel count={status.rejected} actions={actions} onChanged={ask} />
            )}
            <div className="grid gap-3 desk:grid-cols-2 desk:items-start desk:gap-4">
              <RebuildPanel status={status} actions={actions} onChanged={ask} />
              <KeepPanel keepMonths={status.keepMonths} keep={actions.keep} onChanged={ask} />
            </div>
          </>
        )}
      </div>
    </>
  );
}

function State({ status, isAnswered }: { status: SearchStatus; isAnswered: boolean }) {
  const { kind, words, Icon } = stateOf(status, isAnswered);
  return (
    <span data-testid="elk-state">
      <Badge kind={kind} icon={<Icon size={14} strokeWidth={1.75} aria-hidden="true" />}>
        {words}
      </Badge>
    </span>
  );
}

function stateOf({ connection, problem, lag }: SearchStatus, isAnswered: boolean) {
  if (!isAnswered) return { kind: 'crit', words: 'Hearth doesn’t answer', Icon: CircleAlert } as const;
  if (connection === null) return { kind: 'stale', words: 'rests', Icon: CirclePause } as const;
  if (problem !== null) return { kind: 'crit', words: 'waits', Icon: CircleAlert } as const;
  if (lag === null) return { kind: 'stale', words: 'lag unknown', Icon: Clock } as const;
  if (lag.seconds > HARDLY_BEHIND_S) return { kind: 'warn', words: 'catching up', Icon: Clock } as const;
  return { kind: 'ok', words: 'up to date', Icon: Check } as const;
}

function Problem({ problem }: { problem: string | null }) {
  if (problem === null) return null;
  return (
    <section className="panel border-crit/45 px-4 py-3" role="status" aria-label="What isn’t well">
      <b>Nothing goes to the search server</b>
      <p className="text-ink-2 wrap-anywhere">{problem}</p>
      <p className="mt-1 text-[12px] text-ink-3">
        It is tried again every few seconds. What isn’t written waits in Kafka; Hearth’s own pages don’t need
        the search server.
      </p>
    </section>
  );
}
