'use client';

import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { type MouseEvent, useOptimistic, useRef, useState, useTransition } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import type { RoomSummary } from '@/contracts/registry';
import type { FormAction, Refusal } from './form-state';
import { FormProblem } from './sensor-fields';
import { useFormAction } from './use-form-action';

export interface RoomActions {
  readonly addRoom: FormAction;
  readonly renameRoom: (
    id: number,
    before: Refusal | undefined,
    form: FormData,
  ) => Promise<Refusal | undefined>;
  readonly mergeRoom: (
    id: number,
    before: Refusal | undefined,
    form: FormData,
  ) => Promise<Refusal | undefined>;
  readonly orderRooms: (ids: readonly number[]) => Promise<Refusal | undefined>;
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Rooms in the order of the board: renamed, put up and down, merged. */
export function RoomList({ rooms, actions }: { rooms: readonly RoomSummary[]; actions: RoomActions }) {
  const { placed, move, moved, refusal } = useOrder(rooms, actions.orderRooms);
  return (
    <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
      <section className="panel" aria-label="Rooms in their order">
        {placed.length === 0 && (
          <p className="px-4 py-6 text-center text-ink-2">No room yet. Sensors can do without.</p>
        )}
        <ul>
          {placed.map((room, index) => (
            <RoomRow
              key={room.id}
              room={room}
              rooms={placed}
              actions={actions}
              onMove={(by) => move(index, index + by)}
            />
          ))}
        </ul>
        <p role="status" className="sr-only">
          {moved}
        </p>
        {refusal !== undefined && (
          <div className="px-4 pb-3">
            <FormProblem refusal={refusal} />
          </div>
        )}
      </section>
      <AddRoom add={actions.addRoom} />
    </div>
  );
}

/** A room moves as it is pressed; the server is told, and has the last word. */
function useOrder(rooms: readonly RoomSummary[], orderRooms: RoomActions['orderRooms']) {
  const [placed, setPlaced] = useOptimistic(rooms);
  const [refusal, setRefusal] = useState<Refusal>();
  const [moved, setMoved] = useState('');
  const [, startMoving] = useTransition();
  const move = (from: number, to: number) => {
    const room = placed[from];
    if (room === undefined || placed[to] === undefined) return;
    const next = placed.toSpliced(from, 1).toSpliced(to, 0, room);
    setMoved(`${room.name} is number ${to + 1} of ${next.length}`);
    startMoving(async () => {
      setPlaced(next);
      setRefusal(
        await orderRooms(next.map(({ id }) => id)).catch(() => ({
          problem: 'That did not reach Hearth; try again.',
        })),
      );
    });
  };
  return { placed, move, moved, refusal };
}

function RoomRow({
  room,
  rooms,
  actions,
  onMove,
}: {
  room: RoomSummary;
  rooms: readonly RoomSummary[];
  actions: RoomActions;
  onMove: (by: -1 | 1) => void;
}) {
  const [open, setOpen] = useState<'rename' | 'merge'>();
  const opener = useRef<HTMLButtonElement>(null);
  const openWith = (what: typeof open) => (event: MouseEvent<HTMLButtonElement>) => {
    opener.current = event.currentTarget;
    setOpen(what);
  };
  const close = () => {
    setOpen(undefined);
    opener.current?.focus();
  };
  return (
    <li
      className="border-t border-line px-4 py-2.5 first:border-t-0"
      onKeyDown={({ key }) => key === 'Escape' && open !== undefined && close()}
    >
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1">
          <Link
            href={`/rooms/${room.id}`}
            prefetch={false}
            className="block truncate font-[550] hover:underline"
            dir="auto"
            title={room.name}
          >
            {room.name}
          </Link>
          <span className="text-[12px] text-ink-3">{sensorsInWords(room.sensors)}</span>
        </p>
        <MoveButtons room={room} rooms={rooms} onMove={onMove} />
        <IconButton look="quiet" label={`Rename ${room.name}`} onClick={openWith('rename')}>
          <Pencil {...ICON} />
        </IconButton>
        <IconButton look="quiet" label={`Remove or merge ${room.name}`} onClick={openWith('merge')}>
          <Trash2 {...ICON} />
        </IconButton>
      </div>
      {open === 'rename' && <RenameRoom room={room} rename={actions.renameRoom} close={close} />}
      {open === 'merge' && <MergeRoom room={room} rooms={rooms} merge={actions.mergeRoom} close={close} />}
    </li>
  );
}

/** At an end they do nothing, and keep the focus all the same. */
function MoveButtons({
  room,
  rooms,
  onMove,
}: {
  room: RoomSummary;
  rooms: readonly RoomSummary[];
  onMove: (by: -1 | 1) => void;
}) {
  return (
    <>
      <IconButton
        look="quiet"
        label={`Move ${room.name} up`}
        aria-disabled={room.id === rooms[0]?.id}
        onClick={() => onMove(-1)}
      >
        <ArrowUp {...ICON} />
      </IconButton>
      <IconButton
        look="quiet"
        label={`Move ${room.name} down`}
        aria-disabled={room.id === rooms.at(-1)?.id}
        onClick={() => onMove(1)}
      >
        <ArrowDown {...ICON} />
      </IconButton>
    </>
  );
}

function RenameRoom({
  room,
  rename,
  close,
}: {
  room: RoomSummary;
  rename: RoomActions['renameRoom'];
  close: () => void;
}) {
  const { refusal, isSending, onSubmit } = useFormAction(closing(rename.bind(null, room.id), close));
  const [before] = useState(room.name);
  return (
    <form onSubmit={onSubmit} className="mt-2 flex flex-wrap items-start gap-2.5">
      <input type="hidden" name="before" value={before} />
      <div className="min-w-0 flex-1">
        <TextField
          label="New name"
          name="name"
          defaultValue={room.name}
          autoFocus
          required
          problem={refusal?.field === 'name' ? refusal.problem : undefined}
        />
        <FormProblem refusal={refusal} />
      </div>
      <div className="flex gap-2.5 pt-[19px]">
        <Button type="submit" look="primary" disabled={isSending}>
          Rename
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
    </form>
  );
}

function MergeRoom({
  room,
  rooms,
  merge,
  close,
}: {
  room: RoomSummary;
  rooms: readonly RoomSummary[];
  merge: RoomActions['mergeRoom'];
  close: () => void;
}) {
  const { refusal, isSending, onSubmit } = useFormAction(closing(merge.bind(null, room.id), close));
  const others = rooms.filter(({ id }) => id !== room.id);
  const isEmpty = room.sensors === 0;
  const options = [
    { value: '', label: 'No room' },
    ...others.map(({ id, name }) => ({ value: `${id}`, label: name })),
  ];
  return (
    <form onSubmit={onSubmit} className="mt-2 flex flex-wrap items-start gap-2.5">
      {!isEmpty && (
        <div className="min-w-0 flex-1">
          <SelectField
            label={`Put ${sensorsInWords(room.sensors)} into`}
            name="into"
            options={options}
            autoFocus
          />
        </div>
      )}
      <div className={`flex gap-2.5 ${isEmpty ? '' : 'pt-[19px]'}`}>
        <Button type="submit" look="danger" disabled={isSending}>
          Remove the room
        </Button>
        <Button onClick={close}>Keep it</Button>
      </div>
      <FormProblem refusal={refusal} />
    </form>
  );
}

function AddRoom({ add }: { add: FormAction }) {
  const [made, setMade] = useState(0);
  const { refusal, isSending, onSubmit } = useFormAction(closing(add, () => setMade((count) => count + 1)));
  return (
    <section className="panel p-4" aria-label="Add a room">
      <form key={made} onSubmit={onSubmit} className="flex flex-wrap items-start gap-2.5">
        <div className="min-w-0 flex-1">
          <TextField
            label="Add a room"
            name="name"
            required
            problem={refusal?.field === 'name' ? refusal.problem : undefined}
          />
          <FormProblem refusal={refusal} />
        </div>
        <div className="pt-[19px]">
          <Button type="submit" disabled={isSending}>
            Add room
          </Button>
        </div>
      </form>
    </section>
  );
}

/** The action, and `close` once it was taken. */
function closing(action: FormAction, close: () => void): FormAction {
  return async (before, form) => {
    const refusal = await action(before, form);
    if (refusal === undefined) close();
    return refusal;
  };
}

function sensorsInWords(sensors: number): string {
  if (sensors === 0) return 'no sensor';
  return sensors === 1 ? 'one sensor' : `${sensors} sensors`;
}
