'use client';

import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Facts } from '@/components/sensor/facts';
import type { HopTimes, LetterSample, PartState, PipelineReport } from '@/contracts/pipeline';
import { missingAt, nameOf } from './verdict';

const HOP_NAMES: Readonly<Record<HopTimes['hop'], string>> = {
  'receipt→raw': 'Received to on disk in Kafka',
  'raw→reading': 'Received to decoded',
  'reading→history': 'Decoded to history',
  'reading→socket': 'Decoded to screen',
  'reading→search': 'Decoded to search server',
};

/** What isn't well, each in one sentence; nothing while all is. */
export function Troubles({ parts, isAnswered }: { parts: readonly PartState[]; isAnswered: boolean }) {
  const troubles = parts.filter(({ ready }) => !ready);
  const sentences = troubles.map(({ name, reason }) => ({
    name: nameOf(name),
    words: reason ?? 'not ready',
  }));
  if (!isAnswered)
    sentences.unshift({ name: 'Hearth', words: 'doesn’t answer; what you see is what it said last' });
  if (sentences.length === 0) return null;
  return (
    <section className="panel" role="status" aria-label="What isn’t well">
      <ul>
        {sentences.map(({ name, words }) => (
          <li key={name} className="border-t border-line px-4 py-3 first:border-t-0">
            <b>{name}</b> <span className="text-ink-2 wrap-anywhere">{words}</span>
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-4 py-3 text-[12.5px] text-ink-2">
        It is tried again by itself. Messages that were acknowledged are in the raw log; what isn’t stays with
        its sender.
      </p>
    </section>
  );
}

/** The invariant of the door: every message that came in is one of five things. */
export function DoorPanel({ door, since }: { door: PipelineReport['door']; since: number }) {
  const format = useFormat();
  const whole = (count: number) => format.number(count, 0);
  const missing = missingAt(door);
  return (
    <section className="panel">
      <PanelHead
        title="Every message is accounted for"
        note={`since ${format.time(since, 'weekdayMinute')}`}
      />
      <Facts
        facts={[
          { label: 'Received', value: <b>{whole(door.received)}</b> },
          { label: 'On disk in the raw log', value: whole(door.appended) },
          { label: 'Repeats, joined to the first', value: whole(door.joined) },
          { label: 'Refused', value: whole(door.refused) },
          { label: 'QoS 0 shed while Kafka was away', value: whole(door.shed) },
          { label: 'Under way', value: whole(door.inFlight) },
        ]}
      />
      <p className="border-t border-line px-4 py-3 text-[12.5px] text-ink-2" data-testid="balance">
        {missing === 0
          ? 'Adds up: received is the sum of the rest.'
          : `${whole(Math.abs(missing))} were counted while this was written; it adds up at a quiet moment.`}
      </p>
    </section>
  );
}

export function HopsPanel({ hops }: { hops: readonly HopTimes[] }) {
  const format = useFormat();
  const inMs = (ms: number | null) => (ms === null ? '–' : format.number(ms, ms < 10 ? 1 : 0));
  const slowest = Math.max(1, ...hops.map(({ p99Ms }) => p99Ms ?? 0));
  return (
    <section className="panel">
      <PanelHead title="Each hop" note="last ten minutes" />
      <table className="mt-1 w-full text-[13px]">
        <thead className="text-[12px] text-ink-3">
          <tr>
            <th className="px-4 py-1 text-left font-normal">Hop</th>
            <th className="py-1 text-right font-normal">p50</th>
            <th className="px-4 py-1 text-right font-normal">p99, ms</th>
          </tr>
        </thead>
        <tbody>
          {hops.map(({ hop, p50Ms, p99Ms }) => (
            <tr key={hop} className="border-t border-line">
              <td className="px-4 py-2.5">
                {HOP_NAMES[hop]}
                <span className="mt-1 flex h-[5px] overflow-hidden rounded-full bg-press" aria-hidden="true">
                  <i className="bg-ink" style={{ width: `${(100 * (p50Ms ?? 0)) / slowest}%` }} />
                  <i
                    className="bg-(--series-rest)"
                    style={{ width: `${(100 * ((p99Ms ?? 0) - (p50Ms ?? 0))) / slowest}%` }}
                  />
                </span>
              </td>
              <td className="py-2.5 text-right font-semibold">{inMs(p50Ms)}</td>
              <td className="px-4 py-2.5 text-right text-ink-2">{inMs(p99Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What could not be read: how often for which reason, and the newest with their bytes. */
export function LettersPanel({ refusals, log }: Pick<PipelineReport, 'refusals' | 'log'>) {
  const format = useFormat();
  return (
    <section className="panel">
      <PanelHead title="Set aside" note="dead letters; none is lost" />
      {refusals.length === 0 && log.newest.length === 0 && (
        <p className="px-4 pt-2 pb-4 text-ink-2">Every message could be read.</p>
      )}
      {refusals.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 pt-2 pb-3 text-[12.5px] text-ink-2">
          {refusals.map(({ code, stage, count }) => (
            <li key={`${code} ${stage}`}>
              <code className="font-mono text-[12px]">{code}</code> at {stage}{' '}
              <b className="text-ink">{format.number(count, 0)}</b>
            </li>
          ))}
        </ul>
      )}
      <ul>
        {log.newest.map((letter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: letters have no name, and their list is replaced as a whole
          <Letter key={index} letter={letter} format={format} />
        ))}
      </ul>
    </section>
  );
}

function Letter({ letter, format }: { letter: LetterSample; format: Format }) {
  const { at, code, stage, detail, topic, standsFor, sample } = letter;
  return (
    <li className="grid gap-1 border-t border-line px-4 py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2.5">
        <code className="font-mono text-[12px] font-semibold">{code}</code>
        <span className="min-w-0 text-[12.5px] text-ink-2 wrap-anywhere">{detail}</span>
        {standsFor > 1 && <span className="text-[12px] text-ink-3">stands for {standsFor}</span>}
        <time className="ml-auto text-[12px] whitespace-nowrap text-ink-3">
          {format.time(at, 'weekdayMinute')}
        </time>
      </p>
      <p className="truncate font-mono text-[12px] text-ink-3" title={topic}>
        {topic === '' ? stage : topic}
      </p>
      <pre className="max-h-16 overflow-hidden rounded-md bg-sunken px-2.5 py-1.5 font-mono text-[12px] whitespace-pre-wrap text-ink-2 wrap-anywhere">
        {sample === null ? 'its bytes are no longer in the raw log' : sample === '' ? '(empty)' : sample}
      </pre>
    </li>
  );
}

export function VersionsPanel({ report }: { report: PipelineReport }) {
  return (
    <section className="panel">
      <PanelHead title="Made of" note="" />
      <Facts
        facts={report.versions.map(({ name, version, note }) => ({
          label: name,
          value: version ?? '–',
          note,
        }))}
      />
    </section>
  );
}

const DOCS = [
  { file: 'docs/operations.md', says: 'settings, doors, metrics, dead letters, backup' },
  { file: 'docs/faults.md', says: 'what is promised when something fails' },
  { file: 'docs/mappings.md', says: 'how a sensor is taught' },
] as const;

export function DocsPanel() {
  return (
    <section className="panel">
      <PanelHead title="To read on" note="in Hearth’s folder" />
      <ul className="mt-2">
        {DOCS.map(({ file, says }) => (
          <li key={file} className="flex flex-wrap items-baseline gap-x-4 border-t border-line px-4 py-2.5">
            <code className="font-mono text-[12px]">{file}</code>
            <span className="text-[12.5px] text-ink-3">{says}</span>
          </li>
        ))}
        {['/readyz', '/metrics'].map((href) => (
          <li key={href} className="border-t border-line">
            <a href={href} className="flex min-h-11 items-center px-4 py-2 hover:bg-hover desk:min-h-9">
              <code className="font-mono text-[12px]">{href}</code>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PanelHead({ title, note }: { title: string; note: string }) {
  return (
    <div className="flex items-baseline gap-2 px-4 pt-[13px] pb-1.5">
      <h2>{title}</h2>
      <span className="ml-auto text-[12px] text-ink-3">{note}</span>
    </div>
  );
}
