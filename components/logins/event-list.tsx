'use client';

import { useFormat } from '@/components/format/format-provider';
import { Moment } from '@/components/ui/moment';
import type { LoginEvent } from '@/contracts/login-event';

/** What was seen of a login at the broker: what was refused, always; everything while it was being added. */
export function EventList({ events, now }: { events: readonly LoginEvent[]; now: number }) {
  const format = useFormat();
  return (
    <section className="panel" aria-label="Seen at the broker">
      <h2 className="px-4 pt-3 pb-2">Seen at the broker</h2>
      {events.length === 0 && (
        <p className="px-4 pb-4 text-ink-2">
          Nothing was refused. What a device may not do is written down here, for thirty days.
        </p>
      )}
      <ul>
        {events.map((event) => (
          <li
            key={event.id}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-t border-line px-4 py-2"
          >
            <span className="w-[110px] shrink-0 text-[12px] text-ink-2">
              <Moment at={event.at}>{format.moment(event.at, now)}</Moment>
            </span>
            <span className={`min-w-0 flex-1 break-all ${isTrouble(event) ? 'text-warn-text' : ''}`}>
              {wordsOf(event)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function isTrouble({ kind }: LoginEvent): boolean {
  return kind === 'refused' || kind === 'forbidden' || kind === 'tls_failed';
}

function wordsOf({ kind, address, detail }: LoginEvent): string {
  const from = address === null ? '' : `, from ${address.replace(/^::ffff:/, '')}`;
  const { reason = '', topic = '', what = 'publish', bytes = 0, tls } = detail;
  switch (kind) {
    case 'refused':
      return `Not let in: ${reason.replace(/, from .*/, '')}${from}`;
    case 'forbidden':
      return `It may not ${what === 'subscribe' ? 'read' : 'publish to'} ${topic}${from}`;
    case 'accepted':
      return `Logged in${from}${tls ? `, ${tls}` : ', without TLS'}`;
    case 'said':
      return `Message: ${topic}, ${bytes} bytes`;
    case 'stored':
      return `Stored in Kafka: ${topic}`;
    case 'tls_failed':
      return `A TLS handshake failed: ${reason}${from}`;
    default:
      return `Connected${from}`;
  }
}
