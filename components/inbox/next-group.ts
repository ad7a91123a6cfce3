/** Something was done about a group. `isWhole`: nothing of it is left. */
export interface DoneGroup {
  readonly id: string;
  readonly isWhole: boolean;
  /** The groups as they stood in the list. */
  readonly before: readonly string[];
}

/** Where one goes on: the group itself while something of it is left, else the one below it, else above; undefined where none is left. */
export function nextGroup({ id, isWhole, before }: DoneGroup, left: readonly string[]): string | undefined {
  const place = before.indexOf(id);
  const around = [...before.slice(place + 1), ...before.slice(0, Math.max(0, place)).reverse()];
  const there = new Set(left);
  return [...(isWhole ? [] : [id]), ...around, ...left].find(
    (each) => there.has(each) && !(isWhole && each === id),
  );
}
