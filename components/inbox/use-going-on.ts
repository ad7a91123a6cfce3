'use client';

import { type FocusEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { InboxGroup } from '@/contracts/inbox';
import { type DoneGroup, nextGroup } from './next-group';

/**
 * Where the focus goes in the inbox. Opened where there is no room for the list: to the group. Closed: to its row. After
 * something was done about it: to the row where one goes on, as soon as the list says what is left.
 */
export function useGoingOn(groups: readonly InboxGroup[], opened: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const [done, setDone] = useState<DoneGroup & { readonly of: readonly InboxGroup[] }>();
  const [kept, setKept] = useState(groups[0]?.id);
  const proposed = groups.some(({ id }) => id === kept) ? kept : groups[0]?.id;
  useEffect(() => setKept(proposed), [proposed]);
  const openedBefore = useRef(opened);
  const held = useRef<{ readonly id: string; readonly before: readonly string[] }>(undefined);
  useEffect(() => {
    const before = openedBefore.current;
    openedBefore.current = opened;
    if (before === opened || done !== undefined) return;
    if (opened === undefined) focusRow(list, before);
    else if (!isSeen(list)) focusPanel(panel);
  }, [opened, done]);
  useEffect(() => {
    if (done === undefined || opened !== undefined || groups === done.of) return;
    const next = nextGroup(done, idsOf(groups));
    setDone(undefined);
    setKept(next);
    focusRow(list, next);
  }, [done, opened, groups]);
  // The row that has the focus may go by itself, taught or ignored by somebody else: the focus is not to be lost with it.
  useEffect(() => {
    const lost = held.current;
    if (lost === undefined || done !== undefined || document.activeElement !== document.body) return;
    if (groups.some(({ id }) => id === lost.id)) return;
    focusRow(list, nextGroup({ ...lost, isWhole: true }, idsOf(groups)));
  }, [groups, done]);
  return {
    panel,
    /** For what holds the rows. */
    list: {
      ref: list,
      onFocus: ({ target }: FocusEvent<HTMLElement>) => {
        const { group } = target.dataset;
        held.current = group === undefined ? undefined : { id: group, before: idsOf(groups) };
      },
      onBlur: () => {
        held.current = undefined;
      },
    },
    /** Nobody chose: one is shown beside the list, where there is room beside it, and stays while others come. */
    proposed,
    goOn: (id: string, isWhole: boolean) => setDone({ id, isWhole, before: idsOf(groups), of: groups }),
    /** The list has its focus again, at that row if it is there. */
    focusRow: (id?: string) => focusRow(list, id),
    isListSeen: () => isSeen(list),
  };
}

function idsOf(groups: readonly InboxGroup[]): readonly string[] {
  return groups.map(({ id }) => id);
}

function focusRow(list: RefObject<HTMLElement | null>, id: string | undefined): void {
  const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-group]') ?? [])];
  (rows.find((row) => row.dataset.group === id) ?? list.current)?.focus();
}

function focusPanel(panel: RefObject<HTMLElement | null>): void {
  panel.current?.focus({ preventScroll: true });
  panel.current?.scrollIntoView({ block: 'start' });
}

function isSeen(list: RefObject<HTMLElement | null>): boolean {
  return list.current !== null && list.current.offsetParent !== null;
}
