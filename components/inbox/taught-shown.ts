import type { Teaching } from '@/contracts/teaching';

const SHOWN = 2;

/** The newest, and those whose past isn't there (yet), apart from the rest. `taught`: newest first. */
export function taughtShown(taught: readonly Teaching[]): {
  readonly shown: readonly Teaching[];
  readonly rest: readonly Teaching[];
} {
  const isShown = ({ replay }: Teaching, place: number) =>
    place < SHOWN || (replay !== null && replay.state !== 'done');
  return { shown: taught.filter(isShown), rest: taught.filter((each, place) => !isShown(each, place)) };
}
