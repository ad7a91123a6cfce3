'use client';

import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import type { SentMessage } from '@/contracts/history';
import { fetchSent } from './sensor-api';
import type { SeriesRef } from './series-name';

/** What the newest values came of, byte for byte: fetched when asked for. */
export function SentMessages({ sensorId, series }: { sensorId: string; series: SeriesRef }) {
  const [messages, setMessages] = useState<readonly SentMessage[]>();
  const [failure, setFailure] = useState<string>();
  const [isLoading, setIsLoading] = useState(false);
  const look = async () => {
    setIsLoading(true);
    try {
      setMessages(await fetchSent(sensorId, series));
      setFailure(undefined);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
    setIsLoading(false);
  };
  return (
    <section className="panel" aria-label="Last messages">
      <div className="flex min-h-8 items-center gap-2 px-4 py-[13px]">
        <h2>Last messages</h2>
        <Button className="ml-auto" onClick={look} disabled={isLoading}>
          <RefreshCw size={14} strokeWidth={1.75} aria-hidden="true" />
          {messages === undefined ? 'Show what was sent' : 'Look again'}
        </Button>
      </div>
      {failure !== undefined && (
        <p role="alert" className="px-4 pb-3 text-[12.5px] text-crit-text">
          {failure}
        </p>
      )}
      <ul>
        {messages?.map((message) => (
          <SentRow key={`${message.partition} ${message.offset}`} message={message} />
        ))}
      </ul>
    </section>
  );
}

function SentRow({ message: { measuredAt, partition, offset, sent } }: { message: SentMessage }) {
  const format = useFormat();
  return (
    <li className="grid gap-1.5 border-t border-line px-4 py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 font-mono text-[12px] font-semibold break-all">
          {sent?.topic ?? 'no longer in the raw log'}
        </span>
        <span className="ml-auto text-[12px] whitespace-nowrap text-ink-3">
          {format.time(measuredAt, 'second')}
        </span>
      </p>
      {sent !== null && (
        <>
          <pre className="max-h-40 overflow-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-[12px] break-all whitespace-pre-wrap text-ink-2">
            {sent.payload}
          </pre>
          <p className="text-[12px] text-ink-3">
            {format.number(sent.bytes, 0)} bytes{sent.isText ? '' : ', shown in hexadecimal'} · QoS {sent.qos}
            {sent.retain && ' · retained'} · raw log {partition}/{offset}
          </p>
        </>
      )}
    </li>
  );
}
