/**
 * Every partition to exactly one member, to each as many as to the others or one more. The same members in any order get
 * the same partitions.
 */
export function shareOut(
  members: readonly string[],
  counts: readonly (readonly [topic: string, count: number])[],
): ReadonlyMap<string, Record<string, number[]>> {
  const sorted = members.toSorted();
  const shares = new Map<string, Record<string, number[]>>(sorted.map((member) => [member, {}]));
  let turn = 0;
  for (const [topic, count] of counts) {
    for (let partition = 0; partition < count; partition++) {
      const share = shares.get(sorted[turn++ % sorted.length] ?? '');
      if (share !== undefined) share[topic] = [...(share[topic] ?? []), partition];
    }
  }
  return shares;
}
