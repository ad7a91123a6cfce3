'use client';

import { ExternalLink, History } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import { fetchProvenance } from '@/components/sensor/sensor-api';
import type { SeriesRef } from '@/components/sensor/series-name';
import { ButtonLink } from '@/components/ui/button';
import { Value } from '@/components/ui/value';
import type { Provenance } from '@/contracts/provenance';
import { CheckList } from './check-list';
import { checksOf } from './checks';
import { formulaWords, shownWords } from './formula-words';
import { HopList } from './hop-list';
import { hopsOf } from './hops';
import { MarkedPayload } from './marked-payload';
import { linksOf } from './origin-links';
import { Failed, Waiting } from './panel-parts';
import { shownValue } from './shown-value';
import { useAnswer } from './use-answer';

/** One reading: what was sent, how it was read, and its way here. */
export function ReadingOrigin({
  sensorId,
  series,
  at,
  mayRun,
}: {
  sensorId: string;
  series: SeriesRef;
  /** µs since 1970. */
  at: number;
  /** Links to what only those open who run Hearth. */
  mayRun: boolean;
}) {
  const { answer, failure, retry } = useAnswer(`${series.quantity} ${series.channel} ${at}`, (signal) =>
    fetchProvenance(sensorId, series, at, signal),
  );
  if (failure !== undefined) return <Failed reason={failure} onRetry={retry} />;
  if (answer === undefined) return <Waiting />;
  return <Origin provenance={answer} mayRun={mayRun} />;
}

function Origin({ provenance, mayRun }: { provenance: Provenance; mayRun: boolean }) {
  const format = useFormat();
  const { sent } = provenance;
  return (
    <div className="grid gap-5 pb-6">
      <Headline provenance={provenance} />
      <div>
        {sent === null ? (
          <p className="rounded-lg bg-stale-wash px-3.5 py-3 text-ink-2">
            The message itself is no longer in the raw log: it was kept as long as the log keeps messages.
            What history knows of it stands below.
          </p>
        ) : (
          <MarkedPayload sent={sent} />
        )}
        <p data-testid="formula" className="mt-2 text-[13px] text-ink-2">
          {formulaWords(provenance, format).map(({ text, strong }) =>
            strong ? (
              <b key={text} className="text-ink">
                {text}
              </b>
            ) : (
              text
            ),
          )}
        </p>
        <CheckList checks={checksOf(provenance, format)} />
        <Otherwise provenance={provenance} />
      </div>
      <HopList hops={hopsOf(provenance, format)} />
      {mayRun && <Links provenance={provenance} />}
    </div>
  );
}

function Headline({ provenance: { sensor, series, reading } }: { provenance: Provenance }) {
  const format = useFormat();
  const { text, unit } = shownValue(reading.value, series, format);
  const at = reading.at / 1_000;
  return (
    <div className="-mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line pb-4">
      <span className={reading.implausible ? 'line-through' : ''}>
        <Value size="2xl" text={text} unit={unit} />
      </span>
      <span className="grid text-[12.5px] text-ink-2">
        <span>{sensor.name}</span>
        <time dateTime={new Date(at).toISOString()}>
          {format.time(at, 'weekday')} {format.time(at, 'date')}, {format.time(at, 'millisecond')}
        </time>
      </span>
    </div>
  );
}

/** History keeps what was decoded once; by what is known now it may come to something else. */
function Otherwise({ provenance: { now, series } }: { provenance: Provenance }) {
  const format = useFormat();
  if (now === null || now === 'nothing') return null;
  return (
    <p className="mt-2 rounded-lg bg-warn-wash px-3.5 py-2 text-[12.5px] text-warn-text">
      By what is known now the same message comes to {shownWords(now.value, series, format)}. History keeps
      the other value until it is corrected.
    </p>
  );
}

function Links({ provenance }: { provenance: Provenance }) {
  const { wrong, message } = linksOf(provenance);
  return (
    <div className="sticky bottom-0 -mx-4 -mb-6 flex flex-wrap gap-2 border-t border-line bg-surface px-4 py-3.5 desk:-mx-[22px] desk:px-[22px]">
      <ButtonLink href={wrong}>
        <History size={15} strokeWidth={1.75} aria-hidden="true" />
        This is wrong
      </ButtonLink>
      {message !== undefined && (
        <ButtonLink look="quiet" className="ml-auto" href={message}>
          <ExternalLink size={15} strokeWidth={1.75} aria-hidden="true" />
          Open raw message
        </ButtonLink>
      )}
    </div>
  );
}
