'use client';

import type { KeyboardEvent } from 'react';
import { bytesText } from '@/components/format/bytes';
import { useFormat } from '@/components/format/format-provider';
import type { MessageLine } from '@/contracts/topic-messages';
import { topicPath } from '../topic-head';
import { nameOfMessage, type Place } from './message-rows';
import { storedText } from './stored-text';

/** Messages as rows; the newest glows while they are followed. */
export function MessageTable({
  topic,
  rows,
  isLive,
  chosen,
  onChoose,
}: {
  topic: string;
  rows: readonly MessageLine[];
  isLive: boolean;
  chosen: string | undefined;
  onChoose: (place: Place) => void;
}) {
  return (
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
            {rows.some(({ mqttTopic }) => mqttTopic !== null) ? 'MQTT topic' : 'Key'}
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
          {storedText(at, format)}
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
