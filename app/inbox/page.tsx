import type { Metadata } from 'next';
import { inbox } from '@/app/_data/inbox';
import { rooms } from '@/app/_data/registry';
import { sensorsPage } from '@/app/_data/sensors-page';
import { withSkeleton } from '@/app/with-skeleton';
import { InboxView } from '@/components/inbox/inbox-view';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { bind, bindGroup, ignore, ignoreGroup, ignoreNoMore, takeBack, teach } from './actions';

export const metadata: Metadata = { title: 'Inbox' };

const actions = { teach, bind, bindGroup, ignore, ignoreGroup, ignoreNoMore, takeBack };

export default async function InboxPage({
  searchParams,
}: {
  searchParams: Promise<{ readonly q?: string | string[] }>;
}) {
  const { q } = await searchParams;
  return withSkeleton(<PageSkeleton title="Inbox" />, () =>
    content(typeof q === 'string' ? q.slice(0, 200) : ''),
  );
}

async function content(search: string) {
  const [page, all, { list }] = await Promise.all([inbox(search), rooms(), sensorsPage()]);
  return (
    <InboxView
      initial={page}
      places={{
        rooms: all.map(({ name }) => name),
        sensors: list.sensors.map(({ id, name }) => ({ id, name })),
      }}
      now={Date.now()}
      actions={actions}
    />
  );
}
