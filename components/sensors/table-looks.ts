import type { SensorColumn } from './sorted-sensors';

/** How wide each column is, and whether it stands in a narrower table: the least needed go first. */
export const COLUMN_LOOKS: Readonly<Record<SensorColumn, string>> = {
  name: 'pr-2 pl-4',
  room: 'w-[100px] px-2 max-broad:group-data-[by-room]/table:hidden',
  family: 'w-[112px] px-2',
  seen: 'w-[160px] px-2',
  expected: 'w-[104px] px-2',
  battery: 'w-[92px] px-2 text-right',
  signal: 'w-[84px] px-2 text-right',
  firmware: 'w-[88px] px-2 max-wide:hidden',
  messages: 'w-[104px] px-2 text-right max-wide:hidden',
  complete: 'w-[86px] px-2 text-right',
};
