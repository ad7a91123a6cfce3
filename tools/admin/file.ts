import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { FileError } from '@/server/file-error';
import { CannotDo, reasonOf } from './cannot-do';

/** The text of a file, or of standard input for `-`. */
export async function contentOf(file: string): Promise<string> {
  try {
    // npm runs this in the project's folder; a file is meant from where the person stands.
    return await (file === '-'
      ? text(process.stdin)
      : readFile(path.resolve(process.env.INIT_CWD ?? '', file), 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new CannotDo(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new CannotDo(`${file} is a folder; give a JSON file.`);
    throw new CannotDo(`${file} can't be read: ${reasonOf(error)}.`);
  }
}

/** Tells on standard error what is wrong with a file, a line each as FILE:LINE. */
export function tellErrors(file: string, errors: readonly FileError[]): void {
  const name = file === '-' ? 'standard input' : file;
  for (const { line, message, path: at } of errors)
    process.stderr.write(`${name}:${line}: ${message}${at === '' ? '' : ` (at ${at})`}\n`);
}

export function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
}
