/** A key for each row of a list whose new rows come first: those of one name are told apart by how many of it are older. */
export function rowKeys<Row>(newestFirst: readonly Row[], nameOf: (row: Row) => string): readonly string[] {
  const older = new Map<string, number>();
  return newestFirst
    .map(nameOf)
    .reverse()
    .map((name) => {
      const count = older.get(name) ?? 0;
      older.set(name, count + 1);
      return `${name} ${count}`;
    })
    .reverse();
}
