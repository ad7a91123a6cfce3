import type { Metadata } from 'next';
import Link from 'next/link';
import { whoMay } from '@/app/_data/asking';
import { floors, rooms } from '@/app/_data/registry';
import { withSkeleton } from '@/app/with-skeleton';
import { FloorList } from '@/components/registry/floor-list';
import { RoomList } from '@/components/registry/room-list';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { RefreshNowAndThen } from '@/components/shell/refresh-now-and-then';
import {
  addFloor,
  addRoom,
  mergeFloor,
  mergeRoom,
  orderFloors,
  orderRooms,
  placeRoom,
  renameFloor,
  renameRoom,
} from './actions';

export const metadata: Metadata = { title: 'Rooms' };

const ROOM_ACTIONS = {
  add: addRoom,
  rename: renameRoom,
  merge: mergeRoom,
  order: orderRooms,
  place: placeRoom,
};
const FLOOR_ACTIONS = { add: addFloor, rename: renameFloor, merge: mergeFloor, order: orderFloors };

export default function RoomsPage() {
  return withSkeleton(<PageSkeleton title="Rooms" />, content);
}

async function content() {
  await whoMay('arrange');
  const [allFloors, allRooms] = await Promise.all([floors(), rooms()]);
  return (
    <>
      <PageHead
        title="Rooms"
        back={{ href: '/sensors', label: 'Back to sensors' }}
        crumb={<Link href="/sensors">Sensors</Link>}
      />
      <RefreshNowAndThen />
      <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
        <RoomList rooms={allRooms} floors={allFloors} actions={ROOM_ACTIONS} />
        <FloorList floors={allFloors} actions={FLOOR_ACTIONS} />
      </div>
    </>
  );
}
