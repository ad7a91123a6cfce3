'use client';

import { Copy, Link2, Terminal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button, IconButton } from '@/components/ui/button';
import type { MissingMessage, WholeMessage } from '@/contracts/topic-messages';
import { topicPath } from '../topic-head';
import { kcatCommand } from './kcat';
import { MessageFacts } from './message-facts';
import { nameOfMessage, type Place } from './message-rows';
import { bytesOf, textOf } from './payload-form';
import { PayloadView } from './payload-view';
import { useCopy } from './use-copy';

const ANSWER_WITHIN_MS = 10_000;

/** One message in full: what was sent, and what is known of it. */
export function MessageDetail({
  topic,
  place,
  onChoose,
}: {
  topic: string;
  place: Place;
  onChoose: (place: Place) => void;
}) {
  const shown = useMessage(topic, place);
  if (shown === undefined) return <section className="panel h-40" aria-label="Message" aria-busy="true" />;
  const { name, answer } = shown;
  return (
    <section className="panel min-w-0" aria-label="Message" aria-busy={name !== nameOfMessage(place)}>
      {typeof answer === 'string' ? (
        <p role="alert" className="p-4 text-crit-text">
          {answer}
        </p>
      ) : 'missing' in answer ? (
        <Missing
          place={place}
          message={answer}
          onNext={(next) => onChoose({ partition: place.partition, offset: next })}
        />
      ) : (
        <Whole key={name} topic={topic} message={answer} />
      )}
    </section>
  );
}

function Whole({ topic, message }: { topic: string; message: WholeMessage }) {
  return (
    <>
      <div className="flex items-center gap-1 px-4 pt-2.5 pb-1">
        <PlaceName place={message} />
        <CopyButtons topic={topic} message={message} />
      </div>
      <div className="grid gap-3 px-4 pb-4">
        <PayloadView value={message.value} bytes={message.bytes} />
        <MessageFacts message={message} />
      </div>
    </>
  );
}

function PlaceName({ place: { partition, offset } }: { place: Place }) {
  const format = useFormat();
  return (
    <h2 className="mr-auto font-mono text-[13px]">
      {partition} : {format.number(offset, 0)}
    </h2>
  );
}

/** What was asked last and what came of it; until then what was shown before stays. */
function useMessage(topic: string, { partition, offset }: Place) {
  const [shown, setShown] = useState<{
    readonly name: string;
    readonly answer: WholeMessage | MissingMessage | string;
  }>();
  useEffect(() => {
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    fetch(`/api/v1${topicPath(topic, `/messages/${partition}/${offset}`)}`, { signal })
      .then(async (response) => {
        const answer = await response.json();
        return response.ok ? answer : String(answer.error);
      })
      .catch(() => 'Hearth can’t be reached.')
      .then((answer) => {
        if (!leaving.signal.aborted) setShown({ name: nameOfMessage({ partition, offset }), answer });
      });
    return () => leaving.abort();
  }, [topic, partition, offset]);
  return shown;
}

function CopyButtons({ topic, message }: { topic: string; message: WholeMessage }) {
  const { copied, copy } = useCopy();
  const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
  const link = () =>
    new URL(
      topicPath(topic, `/messages?partition=${message.partition}&offset=${message.offset}`),
      window.location.href,
    ).href;
  return (
    <>
      <span role="status" className="text-[12px] text-ink-3">
        {copied}
      </span>
      <IconButton
        look="quiet"
        label="Copy the payload"
        onClick={() => copy('payload copied', payloadToCopy(message))}
      >
        <Copy {...icon} />
      </IconButton>
      <IconButton
        look="quiet"
        label="Copy as a kcat command"
        onClick={() => copy('command copied', kcatCommand(message.brokers, topic, message))}
      >
        <Terminal {...icon} />
      </IconButton>
      <IconButton
        look="quiet"
        label="Copy a link to this message"
        onClick={() => copy('link copied', link())}
      >
        <Link2 {...icon} />
      </IconButton>
    </>
  );
}

/** Bytes that are no text are copied as base64. */
function payloadToCopy({ value }: WholeMessage): string {
  if (value === null) return '';
  return textOf(bytesOf(value)) ?? value;
}

const WHY: Readonly<Record<MissingMessage['missing'], string>> = {
  before_start: 'It is no longer there: the log begins later. Retention or somebody deleted what was before.',
  after_end: 'It is not there yet: the log ends before it.',
  hole: 'Nothing stands at this offset: compaction took it away, or it was a mark of Kafka’s own.',
  unreadable: 'It stands there, and can’t be unpacked here',
};

function Missing({
  place,
  message,
  onNext,
}: {
  place: Place;
  message: MissingMessage;
  onNext: (offset: number) => void;
}) {
  const format = useFormat();
  const { missing, start, end, next, reason } = message;
  return (
    <div className="grid gap-2.5 p-4">
      <PlaceName place={place} />
      <p>{reason === undefined ? WHY[missing] : `${WHY[missing]}: ${reason}.`}</p>
      <p className="text-[12px] text-ink-2">
        The partition holds offsets {format.number(start, 0)} up to {format.number(end, 0)}.
      </p>
      {next !== null && (
        <div>
          <Button onClick={() => onNext(next)}>Go to {format.number(next, 0)}, the next one</Button>
        </div>
      )}
    </div>
  );
}
