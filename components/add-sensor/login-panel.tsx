'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { type Arrival, familyOf } from '@/contracts/arrival';
import type { Connection } from './connection';
import { CopyRow } from './copy-row';

/** Everything that is entered into the device. */
export function LoginPanel({
  arrival,
  connection,
  isBeyond,
  renew,
}: {
  arrival: Arrival;
  connection: Connection;
  /** False: the broker listens on this machine alone. */
  isBeyond: boolean;
  /** Absent where nobody may make another password. */
  renew?: () => void;
}) {
  const { host, port, plainPort, hasTls, user, password, example, trust } = connection;
  const [below] = familyOf(arrival.family).prefixes(arrival.base);
  const ports = hasTls
    ? `${port} with TLS${plainPort === undefined ? '' : `, ${plainPort} without${isBeyond ? ' on this machine' : ''}`}`
    : `${port}`;
  return (
    <section className="panel p-4" aria-label="Its own login">
      <h2>Its own login</h2>
      <p className="mt-2 mb-3 text-[12.5px] text-ink-2">
        Only this device uses it, and only below <code className="font-mono break-all">{below}/</code>. The
        password is shown once.
      </p>
      <dl>
        <CopyRow label="Host" value={host} />
        <CopyRow label="Port" value={ports} copies={`${port}`} />
        <CopyRow label="User" value={user} />
        {password === undefined ? (
          <div className="flex min-h-11 flex-wrap items-center gap-2 border-t border-line py-1.5">
            <dt className="w-[84px] shrink-0 text-ink-2">Password</dt>
            <dd className="flex min-w-0 flex-1 flex-wrap items-center gap-2 text-[12.5px]">
              Was shown, and is known no more.
              {renew !== undefined && <Button onClick={renew}>Make a new one</Button>}
            </dd>
          </div>
        ) : (
          <CopyRow label="Password" value={password} />
        )}
        <CopyRow label="Topic" value={example.topic} />
        {trust.tasmota !== undefined && arrival.family === 'tasmota' && (
          <CopyRow label="Fingerprint" value={trust.tasmota} />
        )}
      </dl>
      {hasTls && (
        <p className="mt-3 text-[12.5px] text-ink-2">
          For TLS it trusts the CA of this home:{' '}
          <a href="/ca.pem" download="hearth-ca.pem" className="underline underline-offset-2">
            hearth-ca.pem
          </a>
          .
          {trust.esp !== undefined && arrival.family === 'arduino' && (
            <>
              {' '}
              An ESP8266 without a clock compares this SHA-1 instead:{' '}
              <code className="font-mono break-all">{trust.esp}</code>
            </>
          )}
        </p>
      )}
      {!isBeyond && (
        <p role="note" className="mt-3 rounded-lg bg-warn-wash px-3 py-2 text-[12.5px] text-warn-text">
          MQTT is taken from this machine alone: set HEARTH_MQTT_HOST=0.0.0.0 and start again, so that devices
          reach it.{' '}
          <Link href="/phone" className="underline underline-offset-2">
            What others reach
          </Link>
        </p>
      )}
    </section>
  );
}
