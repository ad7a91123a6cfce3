import { expect, it } from 'vitest';
import { taughtShown } from '@/components/inbox/taught-shown';
import type { Replay } from '@/contracts/replay';
import type { Teaching } from '@/contracts/teaching';

function aTeaching(id: number, state: Replay['state'] | null): Teaching {
  const replay = (of: Replay['state']): Replay => ({
    ...{ id, kind: 'teach', what: 'Taught: one', who: 'ada', from: 0, to: id, state: of },
    ...{ undoes: null, undoneBy: null, records: 3, recordsDone: 3, readings: 3 },
    ...{ problem: null, askedAt: id, endedAt: null },
  });
  const known = { id, total: 1, sensors: [], who: 'ada', at: id, takenBackAt: null };
  return { ...known, replay: state === null ? null : replay(state) };
}

it('shows the newest, and what is under way or failed however old it is', () => {
  const taught = [9, 8, 7, 6, 5].map((id) =>
    aTeaching(id, id === 7 ? 'failed' : id === 5 ? 'runs' : id === 6 ? null : 'done'),
  );

  const { shown, rest } = taughtShown(taught);

  expect(shown.map(({ id }) => id)).toEqual([9, 8, 7, 5]);
  expect(rest.map(({ id }) => id)).toEqual([6]);
});
