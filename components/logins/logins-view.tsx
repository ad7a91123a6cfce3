'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { PageHead } from '@/components/shell/page-head';
import { RefreshNowAndThen } from '@/components/shell/refresh-now-and-then';
import { Button } from '@/components/ui/button';
import { SearchField } from '@/components/ui/search-field';
import type { BrokerAddresses, LoginLine } from '@/contracts/device-login';
import { AddLogin } from './add-login';
import type { LoginActions } from './login-actions';
import { LoginRow } from './login-row';
import { MosquittoFiles } from './mosquitto-files';

/** Who may come to the MQTT broker from elsewhere. */
export function LoginsView({
  logins,
  addresses,
  now,
  actions,
}: {
  logins: readonly LoginLine[];
  addresses: BrokerAddresses;
  /** ms since 1970, as the server's clock has it. */
  now: number;
  actions: LoginActions;
}) {
  const [isAdding, setAdding] = useState(false);
  const [text, setText] = useState('');
  const found = logins.filter((login) => matches(login, text));
  return (
    <>
      <PageHead title="Device logins" back={{ href: '/more', label: 'Back to More' }}>
        <span className="ml-auto max-desk:order-last max-desk:ml-2">
          <Button look="primary" onClick={() => setAdding(true)}>
            <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
            <span className="max-desk:sr-only">Add a login</span>
          </Button>
        </span>
      </PageHead>
      <RefreshNowAndThen />
      <div className="grid gap-3 desk:max-w-[860px] desk:gap-4">
        {isAdding && (
          <AddLogin add={actions.addLogin} addresses={addresses} onClose={() => setAdding(false)} />
        )}
        {logins.length > 0 && (
          <SearchField
            label="Search logins"
            value={text}
            onChange={setText}
            onLeave={() => undefined}
            placeholder="Name, user or topic"
          />
        )}
        <section className="panel" aria-label="Logins">
          {found.length === 0 && (
            <p className="px-4 py-8 text-center text-ink-2">
              {logins.length === 0
                ? 'No login yet. Every device that publishes needs one.'
                : `No login holds “${text}”.`}
            </p>
          )}
          <ul>
            {found.map((login) => (
              <LoginRow key={login.id} login={login} now={now} addresses={addresses} actions={actions} />
            ))}
          </ul>
        </section>
        <MosquittoFiles />
      </div>
    </>
  );
}

function matches({ id, name, prefixes, reads }: LoginLine, text: string): boolean {
  return [id, name, ...prefixes, ...reads].join(' ').toLowerCase().includes(text.trim().toLowerCase());
}
