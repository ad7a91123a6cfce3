'use client';

import Link from 'next/link';
import { type CSSProperties, Fragment, memo, useMemo, useRef, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Still } from '@/components/ui/still';
import { useNear } from '@/components/ui/use-near';
import type { SensorSummary } from '@/contracts/sensor';
import { type BoardRoom, type Cell, cellsOfRoom, roomsOf } from './board';
import { SensorCell } from './sensor-cell';
import { type Pasts, useCells } from './use-cells';

/** So many sensors are drawn with the page; of a larger house the rest is drawn when it is scrolled to. */
const EARLY_SENSORS = 200;
/** Whole rows, on a phone and on a desktop. */
const BLOCK = 20;
const EARLY_BLOCKS = 10;

/** Every room with its cells, one board. A room that nobody sees rests. */
export function RoomsBoard({
  sensors,
  now,
  knownUntil,
}: {
  sensors: readonly SensorSummary[];
  now: number;
  knownUntil: number;
}) {
  const rooms = useRooms(sensors);
  const hasFloors = rooms.some(({ floor }) => floor !== undefined);
  return (
    <section className="panel overflow-hidden" aria-label="Rooms">
      {rooms.map((room, index) => (
        <Fragment key={room.id ?? 'none'}>
          {hasFloors && (index === 0 || rooms[index - 1]?.floor !== room.floor) && (
            <FloorHead floor={room.floor} />
          )}
          <RoomRow room={room} isEarly={room.before < EARLY_SENSORS} now={now} knownUntil={knownUntil} />
        </Fragment>
      ))}
    </section>
  );
}

/** Above the first room of a floor, in a home that has floors. */
function FloorHead({ floor = 'On no floor' }: { floor: string | undefined }) {
  return (
    <p
      className="truncate border-t border-line bg-sunken px-4 py-1.5 text-[12px] font-medium text-ink-2 first:border-t-0 desk:px-[18px]"
      dir="auto"
    >
      {floor}
    </p>
  );
}

/** A room in which nothing changed is the same as before. */
function useRooms(sensors: readonly SensorSummary[]): readonly BoardRoom[] {
  const [kept] = useState<{ rooms: readonly BoardRoom[] }>({ rooms: [] });
  return useMemo(() => {
    kept.rooms = roomsOf(sensors, kept.rooms);
    return kept.rooms;
  }, [sensors, kept]);
}

const RoomRow = memo(function RoomRow({
  room,
  isEarly,
  now,
  knownUntil,
}: {
  room: BoardRoom;
  isEarly: boolean;
  now: number;
  knownUntil: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const { isSeen } = useNear(box, isEarly);
  const pasts = useCells(room.id, isSeen);
  const count = room.sensors.length;
  const format = useFormat();
  const blocks = useMemo(() => blocksOf(cellsOfRoom(room.sensors, format)), [room.sensors, format]);
  const cells = blocks.reduce((sum, block) => sum + block.length, 0);
  return (
    <div
      ref={box}
      style={rowsOf(cells)}
      className="grid grid-cols-1 border-t border-line [contain-intrinsic-size:auto_calc(46px+var(--narrow)*136px)] [content-visibility:auto] desk:[contain-intrinsic-size:auto_calc(var(--wide)*120px)] first:border-t-0 desk:grid-cols-[132px_minmax(0,1fr)]"
    >
      <header className="flex items-baseline gap-2 px-4 py-3 desk:block desk:py-3.5 desk:pr-0 desk:pl-[18px]">
        <h2 className="truncate" dir="auto" title={room.name}>
          {room.id === null ? (
            room.name
          ) : (
            <Link href={`/rooms/${room.id}`} prefetch={false} className="hover:underline">
              {room.name}
            </Link>
          )}
        </h2>
        <p className="mt-0.5 text-[12px] whitespace-nowrap text-ink-3">
          {count === 1 ? 'one sensor' : `${count} sensors`}
        </p>
      </header>
      <div className="-mt-px">
        {blocks.map((block, index) => (
          <Block
            key={block[0]?.key}
            cells={block}
            isEarly={isEarly && index < EARLY_BLOCKS}
            pasts={pasts}
            now={now}
            knownUntil={knownUntil}
          />
        ))}
      </div>
    </div>
  );
});

/** Some rows of a room's cells. What nobody sees rests. */
function Block({
  cells,
  isEarly,
  pasts,
  now,
  knownUntil,
}: {
  cells: readonly Cell[];
  isEarly: boolean;
  pasts: Pasts;
  now: number;
  knownUntil: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const { isSeen, isDrawn } = useNear(box, isEarly);
  return (
    <div ref={box}>
      {isDrawn ? (
        // Which cells there are is drawn at once, also where nobody looks.
        <Still key={cells.map(({ key }) => key).join()} isStill={!isSeen}>
          <div className="grid grid-cols-2 desk:grid-cols-5">
            {cells.map((cell) => (
              <SensorCell
                key={cell.key}
                cell={cell}
                past={pasts.get(cell.key)}
                now={now}
                knownUntil={knownUntil}
              />
            ))}
          </div>
        </Still>
      ) : (
        <Space cells={cells.length} />
      )}
    </div>
  );
}

function blocksOf(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const blocks: (readonly Cell[])[] = [];
  for (let from = 0; from < cells.length; from += BLOCK) blocks.push(cells.slice(from, from + BLOCK));
  return blocks;
}

/** As high as the cells that will stand there. */
function Space({ cells }: { cells: number }) {
  return (
    <div className="h-[calc(var(--narrow)*136px)] desk:h-[calc(var(--wide)*120px)]" style={rowsOf(cells)} />
  );
}

/** How many rows so many cells are, on a phone and on a desktop. */
function rowsOf(cells: number): CSSProperties {
  return { '--narrow': Math.ceil(cells / 2), '--wide': Math.ceil(cells / 5) } as CSSProperties;
}
