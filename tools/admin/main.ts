import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { BadSetting, environmentWithFile, readConfig } from '@/server/config';
import { type Database, openDatabase } from '@/server/database';
import { applyMappingFile } from '@/server/decode/commands';
import { exportMappings } from '@/server/decode/queries';
import { livingRun } from '@/server/run-file';
import { BadCommand, readCommand, USAGE } from './command';

/** A wish that can't be met; its message is one sentence for a person. */
class CannotDo extends Error {}

/** Runs the command and returns the exit code: 0 done, 1 the file is wrong. */
async function run(words: readonly string[]): Promise<number> {
  const command = readCommand(words);
  if (command.name === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command.name === 'mapping export') {
    return withDatabase(async (database) => print(await exportMappings(database)));
  }
  const { file } = command;
  const content = await contentOf(file);
  return withDatabase((database) => apply(database, file, content));
}

async function apply(database: Database, file: string, content: string): Promise<number> {
  const result = await applyMappingFile(database, content);
  print(result);
  if (!('errors' in result)) return 0;
  const name = file === '-' ? 'standard input' : file;
  for (const { line, message, path: at } of result.errors) {
    process.stderr.write(`${name}:${line}: ${message}${at === '' ? '' : ` (at ${at})`}\n`);
  }
  return 1;
}

async function contentOf(file: string): Promise<string> {
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

async function withDatabase(work: (database: Database) => Promise<number>): Promise<number> {
  const config = readConfig(environmentWithFile());
  const url = config.database.url ?? livingRun(config.dataDir)?.databaseUrl;
  if (url === undefined) {
    throw new CannotDo(
      `No Hearth runs on ${config.dataDir}: start it with npm start, or set HEARTH_DATA_DIR to the folder of the one that runs, or DATABASE_URL.`,
    );
  }
  const database = openDatabase(url, { applicationName: 'hearth admin', max: 2 });
  try {
    await refuseStranger(database, new URL(url));
    return await work(database);
  } finally {
    await database.close();
  }
}

/** One sentence when nobody answers at the address, or a database that is not Hearth's. */
async function refuseStranger({ pool }: Database, { host, pathname }: URL): Promise<void> {
  try {
    await pool.query('SELECT FROM mapping_version LIMIT 0');
  } catch (error) {
    const isEmpty = error instanceof Error && 'code' in error && error.code === '42P01';
    const wayOut = isEmpty ? 'start Hearth on it once' : 'start it, or mend DATABASE_URL';
    const reason = isEmpty ? 'it holds nothing of Hearth yet' : reasonOf(error);
    throw new CannotDo(`PostgreSQL at ${host}${pathname} can't be used (${reason}): ${wayOut}.`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

function print(result: unknown): 0 {
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  return 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CannotDo || error instanceof BadCommand || error instanceof BadSetting)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
