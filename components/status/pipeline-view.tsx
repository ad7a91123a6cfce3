'use client';

import { Check, CircleAlert, Clock } from 'lucide-react';
import { useMemo } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { usePolled } from '@/components/live/use-polled';
import { PageHead } from '@/components/shell/page-head';
import { Badge } from '@/components/ui/badge';
import type { PipelineReport } from '@/contracts/pipeline';
import { FlowStrip } from './flow-strip';
import { DocsPanel, DoorPanel, HopsPanel, LettersPanel, Troubles, VersionsPanel } from './panels';
import { stepsOf } from './steps';
import { verdictOf } from './verdict';

const LOOK_EVERY_MS = 3_000;
const ICONS = { ok: Check, warn: Clock, crit: CircleAlert } as const;

/** The road from a sensor to a page, and what became of every message. */
export function PipelineView({ initial }: { initial: PipelineReport }) {
  const { answer: report, isAnswered } = usePolled('/api/v1/pipeline', initial, LOOK_EVERY_MS);
  const format = useFormat();
  const steps = useMemo(() => stepsOf(report, format), [report, format]);
  const { kind, words } = isAnswered
    ? verdictOf(report)
    : ({ kind: 'crit', words: 'Hearth doesn’t answer' } as const);
  const Icon = ICONS[kind];
  return (
    <>
      <PageHead title="Pipeline" back={{ href: '/more', label: 'More' }}>
        <span data-testid="verdict">
          <Badge kind={kind} icon={<Icon size={14} strokeWidth={1.75} aria-hidden="true" />}>
            {words}
          </Badge>
        </span>
      </PageHead>
      <div className={`grid gap-3 desk:gap-4 ${isAnswered ? '' : 'opacity-55'}`}>
        <Troubles parts={report.parts} isAnswered={isAnswered} />
        <FlowStrip steps={steps} />
        <div className="grid gap-3 desk:grid-cols-2 desk:items-start desk:gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_330px]">
          <DoorPanel door={report.door} since={report.since} />
          <HopsPanel hops={report.hops} />
          <VersionsPanel report={report} />
        </div>
        <div className="grid gap-3 desk:gap-4 xl:grid-cols-[minmax(0,1fr)_330px] xl:items-start">
          <LettersPanel refusals={report.refusals} log={report.log} />
          <DocsPanel />
        </div>
      </div>
    </>
  );
}
