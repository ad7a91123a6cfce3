'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { Fragment, useRef } from 'react';
import { Still } from '@/components/ui/still';
import { useNear } from '@/components/ui/use-near';
import type { SensorSummary } from '@/contracts/sensor';
import type { FactsById } from './matching-sensors';
import { SensorRow } from './sensor-row';
import { pressed, type SensorColumn, type SensorOrder, type ShownRoom } from './sorted-sensors';
import { COLUMN_LOOKS } from './table-looks';

/** Rows that rest together while nobody sees them. */
const BLOCK = 25;

interface Shown {
  readonly facts: FactsById;
  readonly now: number;
  readonly knownUntil: number;
  /** Takes a sensor off the list; absent for those who may not. */
  readonly onArchive?: ((sensor: SensorSummary) => void) | undefined;
}

interface Props extends Shown {
  readonly rooms: readonly ShownRoom[];
  /** With those that are not drawn yet, heads too. */
  readonly rowCount: number;
  readonly order: SensorOrder;
  readonly onOrder: (order: SensorOrder) => void;
}

const HEADS: readonly (readonly [column: SensorColumn, label: string])[] = [
  ['name', 'Name'],
  ['room', 'Room'],
  ['family', 'Family'],
  ['seen', 'Last seen'],
  ['expected', 'Expected'],
  ['battery', 'Battery'],
  ['signal', 'Signal'],
  ['firmware', 'Firmware'],
  ['messages', 'Messages/day'],
  ['complete', 'Complete'],
];

/** Sensors as a table; where it doesn't fit, each is a row of lines. */
export function SensorTable({ rooms, rowCount, order, onOrder, ...shown }: Props) {
  const isByRoom = order.column === 'room';
  return (
    <section className="panel overflow-hidden" aria-label="Sensors">
      <table
        aria-rowcount={rowCount}
        data-by-room={isByRoom ? '' : undefined}
        className="group/table w-full table-fixed text-left text-[13px] max-broad:block"
      >
        <thead className="text-[12px] text-ink-2 max-broad:hidden">
          <tr>
            {HEADS.map(([column, label]) => (
              <ColumnHead key={column} {...{ column, label, order, onOrder }} />
            ))}
            {shown.onArchive !== undefined && (
              <th scope="col" className="w-11">
                <span className="sr-only">Archive</span>
              </th>
            )}
          </tr>
        </thead>
        {rooms.map((room) => (
          <Fragment key={room.name ?? ''}>
            {blocksOf(room.sensors).map((sensors, index) => (
              <Block
                // biome-ignore lint/suspicious/noArrayIndexKey: a block is a place, and keeps those of its rows that stay
                key={index}
                sensors={sensors}
                isEarly={index === 0}
                {...(isByRoom && index === 0 && { room })}
                {...shown}
              />
            ))}
          </Fragment>
        ))}
      </table>
    </section>
  );
}

function ColumnHead({
  column,
  label,
  order,
  onOrder,
}: {
  column: SensorColumn;
  label: string;
  order: SensorOrder;
  onOrder: (order: SensorOrder) => void;
}) {
  const isOwn = order.column === column;
  const Arrow = order.isFalling ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={`font-medium ${COLUMN_LOOKS[column]}`}
      aria-sort={isOwn ? (order.isFalling ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        onClick={() => onOrder(pressed(column, order))}
        className="inline-flex h-9 items-center gap-1 whitespace-nowrap hover:text-ink"
      >
        {label}
        {isOwn && <Arrow size={14} strokeWidth={1.75} aria-hidden="true" />}
      </button>
    </th>
  );
}

function blocksOf(sensors: readonly SensorSummary[]): readonly (readonly SensorSummary[])[] {
  const blocks: (readonly SensorSummary[])[] = [];
  for (let from = 0; from < sensors.length; from += BLOCK) blocks.push(sensors.slice(from, from + BLOCK));
  return blocks;
}

/** Some rows, with the room's name above the first of them. */
function Block({
  sensors,
  room,
  isEarly,
  facts,
  ...shown
}: Shown & {
  readonly sensors: readonly SensorSummary[];
  readonly room?: ShownRoom;
  readonly isEarly: boolean;
}) {
  const box = useRef<HTMLTableSectionElement>(null);
  const { isSeen } = useNear(box, isEarly);
  // Which rows there are, and what they are called, is drawn at once, also where nobody looks.
  const names = sensors.map(({ id, name }) => `${id} ${name}`).join('\n');
  return (
    <tbody ref={box} className="max-broad:block">
      {room !== undefined && <RoomHead room={room} isWide={shown.onArchive !== undefined} />}
      <Still of={names} isStill={!isSeen}>
        {sensors.map((sensor) => (
          <SensorRow key={sensor.id} sensor={sensor} facts={facts.get(sensor.id)} {...shown} />
        ))}
      </Still>
    </tbody>
  );
}

/** As many cells as a row has where it stands: one that spans hidden columns, too, would keep their places. */
function RoomHead({ room: { name, floor, total }, isWide }: { room: ShownRoom; isWide: boolean }) {
  return (
    <tr className="border-t border-line bg-sunken max-broad:block">
      <th
        scope="rowgroup"
        colSpan={HEADS.length - ENDING.length}
        className="truncate px-4 py-[7px] font-normal max-broad:block"
      >
        <span className="font-semibold" dir="auto">
          {name ?? 'Not in a room'}
        </span>
        <span className="ml-2 text-[12px] text-ink-3">
          {floor !== undefined && <span dir="auto">{floor} · </span>}
          {total === 1 ? 'one sensor' : `${total} sensors`}
        </span>
      </th>
      {ENDING.map((column) => (
        <td key={column} className={`${COLUMN_LOOKS[column]} max-broad:hidden`} />
      ))}
      {isWide && <td className="max-broad:hidden" />}
    </tr>
  );
}

const ENDING = ['firmware', 'messages', 'complete'] as const;
