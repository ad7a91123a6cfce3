import type { JsonLines } from './json-lines';

/** What is wrong with a file that somebody wrote, and where. */
export interface FileError {
  readonly line: number;
  /** As a JSON Pointer. */
  readonly path: string;
  readonly message: string;
}

export interface FileProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export function byLine(problems: readonly FileProblem[], lines: JsonLines): readonly FileError[] {
  return problems
    .map(({ path, message }) => ({ line: lines.lineOf(path), path: pointerOf(path), message }))
    .sort((one, other) => one.line - other.line);
}

/** A path as a JSON Pointer. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
