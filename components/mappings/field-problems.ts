import type { MappingError } from '@/contracts/mapping-saving';

/** What is wrong with one field: `name` with a point stands within another. */
export function problemAtField(
  problems: readonly MappingError[],
  at: string,
  name: string,
): string | undefined {
  const path = `${at}/${name.replace('.', '/')}`;
  return problems.find((problem) => problem.path === path)?.message;
}

/** What is wrong below a place, and has no field of these names to stand at. */
export function problemsElsewhere(
  problems: readonly MappingError[],
  at: string,
  names: readonly string[],
): readonly MappingError[] {
  const shown = new Set(names.map((name) => `${at}/${name.replace('.', '/')}`));
  return problems.filter(({ path }) => (path === at || path.startsWith(`${at}/`)) && !shown.has(path));
}
