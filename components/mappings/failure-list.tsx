'use client';

import { ChevronRight } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import type { FailedSample, FailureGroup } from '@/contracts/mapping-rehearsal';
import { failureWords, sampleWords } from './failure-words';

/** Why messages failed, the commonest reason first, with a few of them each. */
export function FailureList({
  failures,
  failed,
  otherwise,
  where,
  label,
}: {
  failures: readonly FailureGroup[];
  failed: number;
  otherwise: number;
  /** Where each reading of the draft stands. */
  where: readonly string[];
  /** What tells a topic from others of the filter. */
  label: (topic: string) => string;
}) {
  const format = useFormat();
  return (
    <div className="border-t border-line p-4 desk:col-span-2 wide:col-span-1 wide:border-t-0 wide:border-l">
      <h3 className="mb-2 font-semibold">
        {failed === 0 ? 'None failed' : `Why ${format.number(failed, 0)} failed`}
      </h3>
      <ul>
        {failures.map((group) => (
          <li key={`${group.code} ${group.reading}`} className="border-t border-line">
            <details className="group">
              <summary className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5 desk:min-h-8">
                <b className="w-9 shrink-0 text-right">{format.number(group.count, 0)}</b>
                <span className="min-w-0 flex-1 leading-[1.3]">
                  {failureWords(group, where)}
                  <span className="block truncate text-[12.5px] text-ink-3">{sampleWords(group, label)}</span>
                </span>
                <ChevronRight
                  size={16}
                  strokeWidth={1.75}
                  aria-hidden="true"
                  className="text-ink-3 group-open:rotate-90"
                />
              </summary>
              <ul className="grid gap-2 pb-2.5">
                {group.samples.map((sample) => (
                  <Sample key={`${sample.partition} ${sample.offset}`} sample={sample} />
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {otherwise > 0 && (
        <p className="border-t border-line pt-2 text-[12.5px] text-ink-2">
          {format.number(otherwise, 0)} more, for other reasons.
        </p>
      )}
    </div>
  );
}

function Sample({ sample: { topic, partition, offset, at, payload, detail } }: { sample: FailedSample }) {
  const format = useFormat();
  return (
    <li className="rounded-lg bg-sunken px-3 py-2 text-[12px]">
      <p className="font-mono break-all">{topic}</p>
      <p className="font-mono break-all text-ink-2">{payload ?? 'bytes that are no text'}</p>
      <p className="text-ink-3">
        {detail}. Partition {partition}, offset {offset}, {format.time(at, 'date')},{' '}
        {format.time(at, 'second')}
      </p>
    </li>
  );
}
