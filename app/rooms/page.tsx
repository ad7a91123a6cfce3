import type { Metadata } from 'next';
import Link from 'next/link';
import { whoMay } from '@/app/_data/asking';
import { rooms } from '@/app/_data/registry';
import { withSkeleton } from '@/app/with-skeleton';
import { RoomList } from '@/components/registry/room-list';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { RefreshNowAndThen } from '@/components/shell/refresh-now-and-then';
import { addRoom, mergeRoom, orderRooms, renameRoom } from './actions';

export const metadata: Metadata = { title: 'Rooms' };

export default function RoomsPage() {
  return withSkeleton(<PageSkeleton title="Rooms" />, content);
}

async function content() {
  await whoMay('arrange');
  return (
    <>
      <PageHead
        title="Rooms"
        back={{ href: '/sensors', label: 'Back to sensors' }}
        crumb={<Link href="/sensors">Sensors</Link>}
      />
      <RefreshNowAndThen />
      <RoomList rooms={await rooms()} actions={{ addRoom, renameRoom, mergeRoom, orderRooms }} />
    </>
  );
}
