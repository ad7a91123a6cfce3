'use client';

import { Slider } from 'radix-ui';
import { bytesText } from '@/components/format/bytes';
import { useFormat } from '@/components/format/format-provider';
import type { TopicPage } from '@/contracts/topic-page';
import type { ChangePlan, Loss } from '@/contracts/topic-plan';
import { lossText } from './change-words';
import { lengthText } from './keeps-text';
import { FOR_EVER_MS, namedStops, retentionStops } from './retention-stops';

const DAY_MS = 86_400_000;

/** How long the topic keeps messages: what that comes to, and what lowering it deletes. */
export function RetentionPanel({
  page,
  plannedMs,
  plan,
  onChange,
}: {
  page: TopicPage;
  /** -1: for ever. */
  plannedMs: number;
  plan: ChangePlan | undefined;
  onChange: (ms: number) => void;
}) {
  const clusterMs = page.line.retentionMs;
  const stops = retentionStops([plannedMs, ...(clusterMs === null ? [] : [clusterMs])]);
  const loss = plan?.changes.find(({ effect }) => effect === 'retention_lowered')?.loss;
  return (
    <section className="panel p-4" aria-label="How long it keeps the past">
      <h2>How long it keeps the past</h2>
      <RetentionSlider stops={stops} plannedMs={plannedMs} clusterMs={clusterMs} onChange={onChange} />
      <RetentionWords page={page} plannedMs={plannedMs} loss={loss} />
    </section>
  );
}

function RetentionSlider({
  stops,
  plannedMs,
  clusterMs,
  onChange,
}: {
  stops: readonly number[];
  plannedMs: number;
  clusterMs: number | null;
  onChange: (ms: number) => void;
}) {
  const format = useFormat();
  const place = stops.indexOf(plannedMs);
  const share = (at: number) => `${(at * 100) / (stops.length - 1)}%`;
  const words = plannedMs === FOR_EVER_MS ? 'for ever' : lengthText(plannedMs, format);
  const clusterPlace = clusterMs === null ? place : stops.indexOf(clusterMs);
  return (
    <div className="px-2.5 pt-9 pb-8">
      <Slider.Root
        min={0}
        max={stops.length - 1}
        step={1}
        value={[place]}
        onValueChange={([next = place]) => onChange(stops[next] ?? plannedMs)}
        className="relative flex h-1.5 touch-none items-center"
      >
        <Slider.Track className="relative h-1.5 w-full rounded-full bg-press">
          <Slider.Range className="absolute h-full rounded-full bg-invert" />
          {clusterPlace > place && (
            <span
              aria-hidden="true"
              className="own-colour absolute -inset-y-px bg-[repeating-linear-gradient(45deg,var(--color-crit)_0_2px,transparent_2px_5px)] outline outline-crit"
              style={{ left: share(place), right: `calc(100% - ${share(clusterPlace)})` }}
            />
          )}
        </Slider.Track>
        <Slider.Thumb
          aria-label="Keeps messages"
          aria-valuetext={words}
          className="relative block size-[22px] rounded-full border-2 border-ink bg-raised shadow-control"
        >
          <b className="absolute bottom-7 left-1/2 -translate-x-1/2 whitespace-nowrap" aria-hidden="true">
            {words}
          </b>
        </Slider.Thumb>
      </Slider.Root>
      <div className="relative mt-2.5 h-4 text-[11px] text-ink-3" aria-hidden="true">
        {namedStops(stops).map(({ place: at, text }) => (
          <span
            key={text}
            className="absolute -translate-x-1/2 whitespace-nowrap last:-translate-x-full"
            style={{ left: share(at) }}
          >
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

function RetentionWords({
  page: { line, oldest },
  plannedMs,
  loss,
}: {
  page: TopicPage;
  plannedMs: number;
  loss: Loss | undefined;
}) {
  const format = useFormat();
  const keeps = plannedMs === FOR_EVER_MS ? 'for ever' : lengthText(plannedMs, format);
  const size =
    plannedMs === FOR_EVER_MS || line.bytesADay === null
      ? undefined
      : bytesText((line.bytesADay * plannedMs) / DAY_MS, format.number);
  const back = plannedMs === FOR_EVER_MS ? oldest : Math.max(oldest ?? 0, Date.now() - plannedMs);
  return (
    <p className="max-w-[62ch] text-[15px] leading-[1.5]" suppressHydrationWarning>
      Keeps <b>{keeps}</b>
      {size !== undefined && line.bytesADay !== 0 && (
        <>
          , about <b>{size}</b> at what came in the last 24 h
        </>
      )}
      {plannedMs === FOR_EVER_MS && line.bytesADay !== null && line.bytesADay > 0 && (
        <>
          , and grows by <b>{bytesText(line.bytesADay, format.number)}</b> a day
        </>
      )}
      .{' '}
      {line.isRawLog && back !== null && oldest !== null && (
        <>
          Any reading can be corrected back to <b>{format.time(back, 'date')}</b>.{' '}
        </>
      )}
      {loss !== undefined && loss.messages > 0 && (
        <span className="text-crit-text">Lowering deletes {lossText(loss, format)} for ever.</span>
      )}
    </p>
  );
}
