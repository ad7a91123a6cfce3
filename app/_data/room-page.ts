import 'server-only';
import { cache } from 'react';
import type { RoomPageData } from '@/components/room/room-page-data';
import { rooms } from './registry';
import { sensorsOfRoom } from './sensors';

/** All of a room's page but its charts; undefined when there is no room of that id. */
export const roomPage = cache(async (roomId: string): Promise<RoomPageData | undefined> => {
  const room = (await rooms()).find(({ id }) => `${id}` === roomId);
  return room && { id: room.id, name: room.name, list: await sensorsOfRoom(room.id) };
});
