'use client';

import { useSyncExternalStore } from 'react';
import type { Arrival } from '@/contracts/arrival';
import type { Broker } from '@/contracts/device-login';
import { connectionOf } from './connection';
import { LoginPanel } from './login-panel';
import { SnippetTabs } from './snippet-tabs';
import { snippetsOf } from './snippets';

const never = () => () => undefined;

/** Login and snippets on a phone; the password stands in the address behind `#`. */
export function OnPhone({ arrival, broker }: { arrival: Arrival; broker: Broker }) {
  const password = useSyncExternalStore(
    never,
    () => decodeURIComponent(window.location.hash.slice(1)) || undefined,
    () => undefined,
  );
  const connection = connectionOf(arrival, broker, password);
  return (
    <div className="grid gap-3" data-outside>
      <LoginPanel arrival={arrival} connection={connection} isBeyond={broker.host !== undefined} />
      <section className="panel min-w-0" aria-label="How to connect it">
        <SnippetTabs snippets={snippetsOf(arrival.family, connection)} />
      </section>
    </div>
  );
}
