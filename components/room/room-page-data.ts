import type { SensorList } from '@/contracts/sensor';

/** What the server hands a room's page. */
export interface RoomPageData {
  readonly id: number;
  readonly name: string;
  readonly list: SensorList;
}
