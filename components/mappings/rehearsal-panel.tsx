'use client';

import { CircleCheck, CircleX, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import type { RehearsalReport } from '@/contracts/mapping-rehearsal';
import { topicLabel } from './captures';
import { type Draft, definitionOf } from './draft';
import { FailureList } from './failure-list';
import { RehearsalCurve } from './rehearsal-curve';
import { placeText } from './sample-places';
import { SmallSelect } from './small-fields';
import { type RehearsalState, useRehearsal } from './use-rehearsal';

const SPANS = [
  { value: '1', label: 'the last 24 h' },
  { value: '7', label: 'the last 7 days' },
  { value: '30', label: 'the last 30 days' },
  { value: '400', label: 'all that is kept' },
];

/** Runs the draft on what really came; nothing is written. */
export function RehearsalPanel({
  draft,
  mappingId,
  versions,
}: {
  draft: Draft;
  mappingId: number | undefined;
  /** What the draft will be and what holds today: “v4” and “v3”. */
  versions: { readonly next: string; readonly today: string | undefined };
}) {
  const [days, setDays] = useState('1');
  const { run, cancel, ...state } = useRehearsal();
  const definition = definitionOf(draft);
  const isOld = state.report !== undefined && JSON.stringify(state.draft) !== JSON.stringify(definition);
  const start = () => void run({ draft: definition, mappingId, days: Number(days) });
  return (
    <section className="panel" aria-label="Rehearsal">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-2 px-4 py-2.5">
        <RotateCcw size={16} strokeWidth={1.75} aria-hidden="true" />
        <h2>Rehearsal on real traffic of</h2>
        <div className="w-40">
          <SmallSelect label="Span of the rehearsal" value={days} onChange={setDays} options={SPANS} />
        </div>
        <span className="text-[12px] text-ink-3">nothing is written</span>
        <span className="ml-auto flex items-center gap-2.5">
          <Progress {...state} isOld={isOld} />
          {state.isRunning ? (
            <Button onClick={cancel}>Cancel</Button>
          ) : (
            <Button onClick={start}>{state.report === undefined ? 'Rehearse' : 'Run again'}</Button>
          )}
        </span>
      </div>
      {state.problem !== undefined && (
        <p role="alert" className="border-t border-line px-4 py-3 text-crit-text">
          {state.problem}
        </p>
      )}
      {state.report !== undefined && <Report report={state.report} draft={draft} versions={versions} />}
    </section>
  );
}

function Progress({ progress, report, isRunning, isOld }: RehearsalState & { isOld: boolean }) {
  const format = useFormat();
  const words = progressWords({ progress, report, isRunning, isOld }, format);
  return (
    <>
      <span className="text-[12.5px] text-ink-2">{words}</span>
      {/* That it runs and that it is done is read out, not each step. */}
      <span role="status" className="sr-only">
        {isRunning ? 'Rehearsing…' : words}
      </span>
    </>
  );
}

function progressWords(
  {
    progress,
    report,
    isRunning,
    isOld,
  }: Pick<RehearsalState, 'progress' | 'report' | 'isRunning'> & { readonly isOld: boolean },
  format: Format,
): string {
  const count = (many: number) => format.number(many, 0);
  if (isRunning && progress !== undefined) return `${count(progress.done)} of ${count(progress.of)} messages`;
  if (isRunning) return 'starting…';
  if (report === undefined) return '';
  return isOld ? 'the draft has changed since' : `took ${format.number(report.tookMs / 1_000, 1)} s`;
}

function Report({
  report,
  draft,
  versions,
}: {
  report: RehearsalReport;
  draft: Draft;
  versions: { readonly next: string; readonly today: string | undefined };
}) {
  const format = useFormat();
  const { beginsAt, failures, failed, failedOtherwise } = report;
  return (
    <>
      {beginsAt !== null && (
        <p className="border-t border-line px-4 py-2.5 text-[12.5px] text-ink-2">
          The raw log begins only on {format.time(beginsAt, 'date')}, {format.time(beginsAt, 'minute')}: what
          came before is not kept.
        </p>
      )}
      <div className="grid grid-cols-1 border-t border-line desk:grid-cols-[236px_minmax(0,1fr)] wide:grid-cols-[236px_minmax(0,1fr)_316px]">
        <Counts report={report} />
        <RehearsalCurve report={report} versions={versions} />
        <FailureList
          failures={failures}
          failed={failed}
          otherwise={failedOtherwise}
          where={draft.readings.map(({ typed }) => placeText(draft.format, typed))}
          label={(topic) => topicLabel(draft.topic, topic)}
        />
      </div>
    </>
  );
}

function Counts({ report: { matched, decoded, failed, topics } }: { report: RehearsalReport }) {
  const format = useFormat();
  const share = (part: number) => `${format.number(matched === 0 ? 0 : (100 * part) / matched, 1)} %`;
  return (
    <div className="grid content-start gap-2.5 p-4">
      <div>
        <p className="text-[28px] leading-[1.05] font-[560] tracking-[-0.025em]" data-testid="matched">
          {format.number(matched, 0)}
        </p>
        <p className="text-[12.5px] text-ink-2">
          {matched === 1 ? 'message' : 'messages'} matched
          {matched > 0 && `, ${topics === 1 ? 'one topic' : `${topics} topics`}`}
        </p>
      </div>
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-press">
        <i className="bg-ok" style={{ flexGrow: decoded }} />
        {failed > 0 && <i className="min-w-1 bg-crit" style={{ flexGrow: failed }} />}
      </div>
      <p className="flex items-center gap-2 text-[12.5px]">
        <CircleCheck size={14} strokeWidth={1.75} aria-hidden="true" className="text-ok-text" />
        {format.number(decoded, 0)} decoded <span className="ml-auto">{share(decoded)}</span>
      </p>
      <p className="flex items-center gap-2 text-[12.5px]">
        <CircleX size={14} strokeWidth={1.75} aria-hidden="true" className="text-crit-text" />
        {format.number(failed, 0)} failed <span className="ml-auto">{share(failed)}</span>
      </p>
    </div>
  );
}
