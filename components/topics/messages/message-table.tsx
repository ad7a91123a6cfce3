'use client';

import type { KeyboardEvent } from 'react';
import { bytesText } from '@/components/format/bytes';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { LiveDot } from '@/components/ui/live-dot';
import type { MessageLine } from '@/contracts/topic-messages';
import { topicPath } from '../topic-head';
import { nameOfMessage, type Place, type ShownMessages } from './message-rows';

/** Messages as rows; the newest glows while they are followed. */
export function MessageTable({
  topic,
  shown,
  failure,
  isLoading,
  isLive,
  isFiltered,
  direction,
  chosen,
  onChoose,
  onMore,
}: {
  topic: string;
  shown: ShownMessages | undefined;
  failure: string | undefined;
  isLoading: boolean;
  isLive: boolean;
  isFiltered: boolean;
  direction: 'older' | 'newer';
  chosen: string | undefined;
  onChoose: (place: Place) => void;
  onMore: () => void;
}) {
  const rows = shown?.rows ?? [];
  const isByMqtt = rows.some(({ mqttTopic }) => mqttTopic !== null);
  return (
    <section className="panel overflow-hidden" aria-label="Messages" aria-busy={isLoading}>
      {failure !== undefined && (
        <p role="alert" className="border-b border-line px-4 py-2.5 text-crit-text">
          {failure}
        </p>
      )}
      <Notices shown={shown} />
      {rows.length === 0 ? (
        <p className="px-6 py-10 text-center text-ink-2">{emptyWords(shown, isLive)}</p>
      ) : (
        <table className="w-full table-fixed text-left text-[13px] max-desk:block">
          <thead className="text-[12px] text-ink-2 max-desk:hidden [&_th]:px-4 [&_th]:py-2 [&_th]:font-medium">
            <tr>
              <th scope="col" className="w-[128px]">
                Stored at
              </th>
              <th scope="col" className="w-[64px] text-right">
                Part.
              </th>
              <th scope="col" className="w-[112px] text-right">
                Offset
              </th>
              <th scope="col" className="w-[26%]">
                {isByMqtt ? 'MQTT topic' : 'Key'}
              </th>
              <th scope="col">Payload</th>
              <th scope="col" className="w-[88px] text-right">
                Size
              </th>
            </tr>
          </thead>
          <tbody className="max-desk:block">
            {rows.map((line, place) => (
              <MessageRow
                key={nameOfMessage(line)}
                topic={topic}
                line={line}
                isNewest={isLive && place === 0}
                isChosen={chosen === nameOfMessage(line)}
                onChoose={() => onChoose(line)}
              />
            ))}
          </tbody>
        </table>
      )}
      <Foot
        shown={shown}
        isLive={isLive}
        isFiltered={isFiltered}
        isLoading={isLoading}
        direction={direction}
        onMore={onMore}
      />
    </section>
  );
}

function emptyWords(shown: ShownMessages | undefined, isLive: boolean): string {
  if (shown === undefined) return 'Being read…';
  if (shown.searched > 0) return 'No message is like that, as far as was looked.';
  return isLive ? 'No message yet. The next one appears here by itself.' : 'No message stands there.';
}

function Notices({ shown }: { shown: ShownMessages | undefined }) {
  const { unreadable = [], leaderless = [] } = shown?.page ?? {};
  const sealed = unreadable.reduce((sum, { count }) => sum + count, 0);
  if (sealed === 0 && leaderless.length === 0) return null;
  return (
    <div role="status" className="border-b border-line px-4 py-2.5 text-[12.5px] text-warn-text">
      {sealed > 0 && (
        <p>
          {sealed} {sealed === 1 ? 'message' : 'messages'} can’t be read here: {unreadable[0]?.reason}.
        </p>
      )}
      {leaderless.length > 0 && <p>Nobody answers for partition {leaderless.join(', ')} now.</p>}
    </div>
  );
}

const CELL = 'px-4 py-2 max-desk:p-0';

function MessageRow({
  topic,
  line,
  isNewest,
  isChosen,
  onChoose,
}: {
  topic: string;
  line: MessageLine;
  isNewest: boolean;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const format = useFormat();
  const { partition, offset, at, mqttTopic, key, bytes } = line;
  const ground = isNewest ? 'embers bg-ember-wash' : isChosen ? 'bg-press' : 'hover:bg-hover';
  return (
    <tr
      className={`relative border-t border-line max-desk:grid max-desk:grid-cols-[1fr_auto] max-desk:gap-y-0.5 max-desk:px-4 max-desk:py-2.5 ${ground}`}
    >
      <td className={`${CELL} font-mono text-[12.5px] whitespace-nowrap`}>
        <a
          href={topicPath(topic, `/messages?partition=${partition}&offset=${offset}`)}
          aria-current={isChosen ? 'true' : undefined}
          onClick={(event) => {
            // With a key pressed the browser opens it elsewhere.
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onChoose();
          }}
          onKeyDown={moveFocus}
          title={`${format.time(at, 'date')} ${format.time(at, 'millisecond')}`}
          className={`text-left after:absolute after:inset-0 ${isNewest ? 'text-ember-text' : ''}`}
        >
          <span className="sr-only">Message </span>
          {momentText(at, format)}
        </a>
      </td>
      <td className={`${CELL} text-right text-ink-2 max-desk:hidden`}>{partition}</td>
      <td className={`${CELL} text-right max-desk:text-[12px] max-desk:text-ink-3`}>
        <span className="desk:hidden">{partition} : </span>
        {format.number(offset, 0)}
      </td>
      <td
        className={`${CELL} truncate font-mono text-[12.5px] max-desk:col-span-2 max-desk:font-semibold`}
        dir="auto"
      >
        {mqttTopic ?? key ?? <span className="text-ink-3">no key</span>}
      </td>
      <td className={`${CELL} truncate font-mono text-[12.5px] text-ink-2 max-desk:col-span-2`} dir="auto">
        {payloadText(line)}
      </td>
      <td className={`${CELL} text-right whitespace-nowrap text-ink-3 max-desk:hidden`}>
        {bytesText(bytes, format.number)}
      </td>
    </tr>
  );
}

function momentText(at: number, format: Format): string {
  const clock = format.time(at, 'millisecond');
  return format.time(at, 'date') === format.time(Date.now(), 'date')
    ? clock
    : `${format.time(at, 'day')} ${format.time(at, 'minute')}`;
}

function payloadText({ sample, isBinary }: MessageLine): string {
  if (sample === null) return 'deletion mark';
  if (sample === '') return 'empty';
  return isBinary ? `hex ${sample}` : sample;
}

/** Up and down go from row to row. */
function moveFocus(event: KeyboardEvent<HTMLAnchorElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const row = event.currentTarget.closest('tr');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector('a');
  link?.focus();
  link?.click();
}

function Foot({
  shown,
  isLive,
  isFiltered,
  isLoading,
  direction,
  onMore,
}: {
  shown: ShownMessages | undefined;
  isLive: boolean;
  isFiltered: boolean;
  isLoading: boolean;
  direction: 'older' | 'newer';
  onMore: () => void;
}) {
  const format = useFormat();
  if (shown === undefined) return null;
  const { more, searched, page } = shown;
  const held = page.partitions.reduce((sum, { start, end }) => sum + end - start, 0);
  return (
    <div className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-2.5 text-[12px] text-ink-2">
      {isLive && (
        <>
          <LiveDot />
          following the end
        </>
      )}
      {isFiltered && (
        <span role="status">
          {format.number(searched, 0)} looked at
          {page.reached === null
            ? ''
            : `, ${direction === 'older' ? 'back' : 'on'} to ${momentText(page.reached, format)}`}
        </span>
      )}
      {more !== null && (
        <Button disabled={isLoading} onClick={onMore}>
          {isLoading ? 'Reading…' : direction === 'older' ? 'Older ones' : 'Further ones'}
        </Button>
      )}
      <span className="ml-auto text-ink-3">{format.number(held, 0)} stored</span>
    </div>
  );
}
