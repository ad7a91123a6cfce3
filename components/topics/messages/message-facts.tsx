import { bytesText } from '@/components/format/bytes';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import type { RawHeader } from '@/contracts/raw-message';
import type { WholeMessage } from '@/contracts/topic-messages';
import { bytesOf, textOf } from './payload-form';

/** What is known of a message besides its payload; the `hearth` header is read out. */
export function MessageFacts({ message }: { message: WholeMessage }) {
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
