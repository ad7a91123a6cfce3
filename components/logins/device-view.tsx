import Link from 'next/link';
import { PageHead } from '@/components/shell/page-head';
import { RefreshNowAndThen } from '@/components/shell/refresh-now-and-then';
import type { BrokerAddresses, LoginLine } from '@/contracts/device-login';
import type { LoginEvent } from '@/contracts/login-event';
import { EventList } from './event-list';
import type { LoginActions } from './login-actions';
import { LoginRow } from './login-row';

/** A device by its login: what it may, what it feeds, and what was seen of it. */
export function DeviceView({
  login,
  sensors,
  events,
  addresses,
  now,
  actions,
}: {
  login: LoginLine;
  sensors: readonly { readonly id: string; readonly name: string }[];
  events: readonly LoginEvent[];
  addresses: BrokerAddresses;
  /** ms since 1970, as the server's clock has it. */
  now: number;
  actions: LoginActions;
}) {
  return (
    <>
      <PageHead
        title={login.name}
        back={{ href: '/logins', label: 'Back to device logins' }}
        crumb={<Link href="/logins">Device logins</Link>}
      />
      <RefreshNowAndThen />
      <div className="grid gap-3 desk:max-w-[860px] desk:gap-4">
        <ul className="panel">
          <LoginRow login={login} now={now} addresses={addresses} actions={actions} />
        </ul>
        <section className="panel px-4 py-3" aria-label="What it feeds">
          <h2>What it feeds</h2>
          {sensors.length === 0 ? (
            <p className="mt-1 text-ink-2">
              No sensor was added with this login. What it publishes is understood by mappings and by its
              family.
            </p>
          ) : (
            <ul className="mt-1">
              {sensors.map(({ id, name }) => (
                <li key={id} className="py-1">
                  <Link
                    href={`/sensors/${encodeURIComponent(id)}`}
                    className="underline underline-offset-2"
                    dir="auto"
                  >
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </section>
        <EventList events={events} now={now} />
      </div>
    </>
  );
}
