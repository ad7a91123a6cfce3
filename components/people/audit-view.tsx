'use client';

import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { SearchField } from '@/components/ui/search-field';
import { AUDIT_AT_ONCE, type AuditLine } from '@/contracts/people';

const TYPED_FOR_MS = 250;

/** What was done and tried, newest first. */
export function AuditView({ initial, now }: { initial: readonly AuditLine[]; now: number }) {
  const [text, setText] = useState('');
  const { lines, hasMore, problem, showMore } = useAudit(initial, text);
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2.5 desk:mb-4">
        <SearchField
          label="Search the audit log"
          value={text}
          onChange={setText}
          onLeave={() => undefined}
          placeholder="Who, what, or to what"
          className="max-desk:flex-1 desk:w-72"
        />
        <a
          href={`/api/v1/audit?format=csv&text=${encodeURIComponent(text)}`}
          download
          className="inline-flex h-11 items-center gap-[7px] rounded-lg border border-line-2 bg-surface px-3 font-[550] shadow-control hover:bg-hover desk:h-8"
        >
          <Download size={16} strokeWidth={1.75} aria-hidden="true" />
          Save as CSV
        </a>
      </div>
      {problem !== undefined && (
        <p role="alert" className="panel mb-3 px-4 py-3 text-crit-text">
          {problem}
        </p>
      )}
      <section className="panel" aria-label="Audit log">
        {lines.length === 0 && (
          <p className="px-4 py-8 text-center text-ink-2">
            {text === '' ? 'Nothing was done yet.' : `Nothing holds “${text}”.`}
          </p>
        )}
        <ul>
          {lines.map((line) => (
            <AuditRow key={line.id} line={line} now={now} />
          ))}
        </ul>
      </section>
      {hasMore && (
        <p className="mt-3 text-center">
          <Button onClick={showMore}>Show older ones</Button>
        </p>
      )}
    </>
  );
}

function AuditRow({ line, now }: { line: AuditLine; now: number }) {
  const { moment } = useFormat();
  const detail = JSON.stringify(line.detail, undefined, 1);
  return (
    <li className="border-t border-line px-4 py-2.5 first:border-t-0">
      <p className="flex flex-wrap gap-x-3">
        <b className={`font-semibold ${/refused|throttled/.test(line.action) ? 'text-warn-text' : ''}`}>
          {line.action}
        </b>
        <span className="min-w-0 break-all" dir="auto">
          {line.subject}
        </span>
        <span className="ml-auto text-[12px] text-ink-3">
          <Moment at={line.at}>{moment(line.at, now)}</Moment>
        </span>
      </p>
      <p className="text-[12px] break-all text-ink-2">
        {line.who}
        {line.address !== null && `, from ${line.address}`}
      </p>
      {detail !== '{}' && (
        <details className="text-[12px]">
          <summary className="min-h-6 cursor-pointer text-ink-2 max-desk:min-h-11 max-desk:content-center">
            Before and after
          </summary>
          <pre className="mt-1 rounded-lg whitespace-pre-wrap break-all border border-line bg-sunken p-2.5 font-mono">
            {detail}
          </pre>
        </details>
      )}
    </li>
  );
}

/** The first lines come with the page; what is searched and what is older is fetched. */
function useAudit(initial: readonly AuditLine[], text: string) {
  const [lines, setLines] = useState(initial);
  const [hasMore, setMore] = useState(initial.length === AUDIT_AT_ONCE);
  const [problem, setProblem] = useState<string>();
  const [isFirst, setFirst] = useState(true);
  useEffect(() => {
    if (isFirst && text === '') return;
    setFirst(false);
    const leaving = new AbortController();
    const timer = setTimeout(
      () => void fetchLines(text, undefined, leaving.signal).then(take, fail),
      TYPED_FOR_MS,
    );
    function take(found: readonly AuditLine[]) {
      setProblem(undefined);
      setLines(found);
      setMore(found.length === AUDIT_AT_ONCE);
    }
    function fail() {
      if (!leaving.signal.aborted) setProblem('The audit log can’t be read right now.');
    }
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [text, isFirst]);
  const showMore = () => {
    fetchLines(text, lines.at(-1)?.id, undefined).then(
      (older) => {
        setLines([...lines, ...older]);
        setMore(older.length === AUDIT_AT_ONCE);
      },
      () => setProblem('The audit log can’t be read right now.'),
    );
  };
  return { lines, hasMore, problem, showMore };
}

async function fetchLines(
  text: string,
  before: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly AuditLine[]> {
  const query = new URLSearchParams({ text, ...(before !== undefined && { before }) });
  const response = await fetch(`/api/v1/audit?${query}`, { signal: signal ?? null });
  if (!response.ok) throw new Error(`Hearth answered with ${response.status}.`);
  return (await response.json()).entries;
}
