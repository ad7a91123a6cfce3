'use client';

import { ShieldCheck } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { Arrival } from '@/contracts/arrival';
import type { ArrivalActions } from './arrival-actions';
import type { Connection } from './connection';
import { CopyButton } from './copy-row';
import { LoginPanel } from './login-panel';
import { PhoneCode } from './phone-code';
import { SnippetTabs, SnippetText } from './snippet-tabs';
import { mosquittoPub, snippetsOf } from './snippets';

/** The second step: what is entered into the device. */
export function ConnectStep({
  arrival,
  connection,
  isBeyond,
  phoneAddress,
  renew,
  goOn,
}: {
  arrival: Arrival;
  connection: Connection;
  isBeyond: boolean;
  phoneAddress: ArrivalActions['phoneAddress'];
  renew: () => void;
  goOn: () => void;
}) {
  const [test, snippets] = [mosquittoPub(connection), snippetsOf(arrival.family, connection)];
  return (
    <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,372px)_minmax(0,1fr)] desk:gap-4">
      <div className="grid gap-3 desk:gap-4">
        <LoginPanel arrival={arrival} connection={connection} isBeyond={isBeyond} renew={renew} />
        {connection.password !== undefined && (
          <PhoneCode user={arrival.user} password={connection.password} addressOf={phoneAddress} />
        )}
      </div>
      <section className="panel min-w-0" aria-label="How to connect it">
        <SnippetTabs snippets={snippets.slice(0, -1)} />
        <div className="grid gap-2 px-4 pb-4">
          <div className="flex flex-wrap items-center gap-2.5">
            <p className="min-w-[160px] flex-1">
              <b className="font-semibold">No device yet?</b>{' '}
              <span className="text-[12.5px] text-ink-2">Send one test reading from any terminal.</span>
            </p>
            <CopyButton text={test.text} />
          </div>
          <SnippetText text={test.text} label={test.label} />
        </div>
        <footer className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-2.5">
          <p className="flex min-w-[200px] flex-1 items-center gap-2 text-[12.5px] text-ink-2">
            <ShieldCheck size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
            Hearth acks a QoS 1 message only after Kafka has stored it.
          </p>
          <Button look="primary" onClick={goOn} className="max-desk:w-full">
            Wait for the first reading
          </Button>
        </footer>
      </section>
    </div>
  );
}
