'use client';

import { Copy, Link2, Terminal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { bytesText } from '@/components/format/bytes';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button, IconButton } from '@/components/ui/button';
import type { RawHeader } from '@/contracts/raw-message';
import type { MissingMessage, WholeMessage } from '@/contracts/topic-messages';
import { topicPath } from '../topic-head';
import { kcatCommand } from './kcat';
import type { Place } from './message-rows';
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
  const format = useFormat();
  const message = useMessage(topic, place);
  const { partition, offset } = place;
  return (
    <section className="panel min-w-0" aria-label="Message">
      <div className="flex items-center gap-1 px-4 pt-2.5 pb-1">
        <h2 className="mr-auto font-mono text-[13px]">
          {partition} : {format.number(offset, 0)}
        </h2>
        {message !== undefined && typeof message !== 'string' && !('missing' in message) && (
          <CopyButtons topic={topic} message={message} />
        )}
      </div>
      <div className="grid gap-3 px-4 pb-4">
        {message === undefined && <p className="text-ink-3">Being read…</p>}
        {typeof message === 'string' && (
          <p role="alert" className="text-crit-text">
            {message}
          </p>
        )}
        {message !== undefined && typeof message !== 'string' && 'missing' in message && (
          <Missing message={message} onNext={(next) => onChoose({ partition, offset: next })} />
        )}
        {message !== undefined && typeof message !== 'string' && !('missing' in message) && (
          <>
            <PayloadView value={message.value} bytes={message.bytes} />
            <Facts message={message} />
          </>
        )}
      </div>
    </section>
  );
}

function useMessage(topic: string, { partition, offset }: Place) {
  const [message, setMessage] = useState<WholeMessage | MissingMessage | string>();
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
        if (!leaving.signal.aborted) setMessage(answer);
      });
    return () => leaving.abort();
  }, [topic, partition, offset]);
  return message;
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

function Missing({ message, onNext }: { message: MissingMessage; onNext: (offset: number) => void }) {
  const format = useFormat();
  const { missing, start, end, next, reason } = message;
  return (
    <div className="grid gap-2.5">
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

function Facts({ message }: { message: WholeMessage }) {
  const format = useFormat();
  const facts = factsOf(message, format);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 font-mono text-[12px]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="text-right break-all" dir="auto">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(message: WholeMessage, format: Format): readonly (readonly [string, string])[] {
  const { at, key, hearth, headers, bytes } = message;
  const shownKey = key === null ? 'none' : (textOf(bytesOf(key)) ?? `base64 ${key}`);
  return [
    ['stored at', `${format.time(at, 'date')} ${format.time(at, 'millisecond')}`],
    ['size', bytesText(bytes, format.number)],
    ['key', shownKey],
    ...(hearth === null ? [] : hearthFacts(hearth, format)),
    ...headers
      .filter(({ name }) => hearth === null || name !== 'hearth')
      .map(({ name, value }) => [name, textOf(bytesOf(value)) ?? `base64 ${value}`] as const),
  ];
}

/** What the door wrote down when the message came in. */
function hearthFacts(header: RawHeader, format: Format): readonly (readonly [string, string])[] {
  const { topic, qos, retain, replayed, dup, packet, device, session, received, source, uid } = header;
  const receivedMs = received / 1_000;
  const micros = String(received % 1_000).padStart(3, '0');
  return [
    ['mqtt.topic', topic],
    ['mqtt.qos', String(qos)],
    ['mqtt.retain', String(retain)],
    ...(dup ? [['mqtt.dup', 'true'] as const] : []),
    ...(replayed ? [['replayed', 'true'] as const] : []),
    ...(packet === undefined ? [] : [['mqtt.packet', String(packet)] as const]),
    ...(device === undefined ? [] : [['client', device] as const]),
    ...(session ? [['session', 'lasting'] as const] : []),
    ['received at', `${format.time(receivedMs, 'millisecond')} ${micros}`],
    ...(source === undefined ? [] : [['source', source] as const]),
    ['uid', uid],
  ];
}
