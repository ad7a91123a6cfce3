import type { MessageCursor, MessageLine, MessagePage } from '@/contracts/topic-messages';

/** More than these nobody looks through: the oldest leave. */
const MOST_ROWS = 500;

/** What the page shows, and where it goes on in both directions. */
export interface ShownMessages {
  readonly rows: readonly MessageLine[];
  readonly more: MessageCursor | null;
  readonly tail: MessageCursor;
  readonly page: MessagePage;
  /** In all looks together. */
  readonly searched: number;
}

export function begun(page: MessagePage): ShownMessages {
  const { messages, more, tail, searched } = page;
  return { rows: messages, more, tail, page, searched };
}

/** A further page in the same direction. */
export function continued(shown: ShownMessages, page: MessagePage): ShownMessages {
  return {
    ...shown,
    rows: [...shown.rows, ...page.messages],
    more: page.more,
    page: { ...page, unreadable: [...shown.page.unreadable, ...page.unreadable] },
    searched: shown.searched + page.searched,
  };
}

/** What came since, above what is there; rows that leave below are where older ones go on. */
export function followed(shown: ShownMessages, page: MessagePage): ShownMessages {
  const { partitions, leaderless, tail, messages } = page;
  const rows = [...messages.toReversed(), ...shown.rows];
  const left = rows.slice(MOST_ROWS);
  const more: Record<string, number> = { ...shown.more };
  for (const { partition, offset } of left) more[partition] = Math.max(more[partition] ?? 0, offset + 1);
  return {
    ...shown,
    rows: rows.slice(0, MOST_ROWS),
    more: left.length === 0 ? shown.more : more,
    tail,
    page: {
      ...shown.page,
      partitions,
      leaderless,
      unreadable: [...shown.page.unreadable, ...page.unreadable],
    },
  };
}

/** Where a message stands in its topic. */
export interface Place {
  readonly partition: number;
  readonly offset: number;
}

export function nameOfMessage({ partition, offset }: Place): string {
  return `${partition}:${offset}`;
}
