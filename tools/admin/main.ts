import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { BadSetting, environmentWithFile, readConfig } from '@/server/config';
import { type Database, openDatabase } from '@/server/database';
import { applyMappingFile } from '@/server/decode/commands';
import { exportMappings } from '@/server/decode/queries';
import { livingRun } from '@/server/run-file';

const USAGE = `npm run admin -- COMMAND

  mapping apply FILE   writes rooms, sensors, bindings and mappings from a JSON file; - reads standard input
  mapping export       prints what is in force, in the same form

The database is the one of DATABASE_URL, else that of the Hearth that runs on HEARTH_DATA_DIR.
`;

/** A wish that can't be met; its message is one sentence for a person. */
class CannotDo extends Error {}

/** Runs the command and returns the exit code: 0 done, 1 the file is wrong. */
async function run(words: readonly string[]): Promise<number> {
  const [subject, verb, file] = words;
  const command = `${subject} ${verb}`;
  if (command === 'mapping apply' && file !== undefined) return withDatabase((db) => apply(db, file));
  if (command === 'mapping export') return withDatabase(async (db) => print(await exportMappings(db)));
  throw new CannotDo(USAGE);
}

async function apply(database: Database, file: string): Promise<number> {
  const result = await applyMappingFile(database, await contentOf(file));
  print(result);
  if (!('errors' in result)) return 0;
  const name = file === '-' ? 'standard input' : file;
  for (const { line, message, path } of result.errors) {
    process.stderr.write(`${name}:${line}: ${message}${path === '' ? '' : ` (at ${path})`}\n`);
  }
  return 1;
}

async function contentOf(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new CannotDo(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

async function withDatabase(work: (database: Database) => Promise<number>): Promise<number> {
  const config = readConfig(environmentWithFile());
  const url = config.database.url ?? livingRun(config.dataDir)?.databaseUrl;
  if (url === undefined) {
    throw new CannotDo(
      `No Hearth runs in ${config.dataDir}: start it with npm start, or set DATABASE_URL.\n`,
    );
  }
  const database = openDatabase(url, { applicationName: 'hearth admin', max: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function print(result: unknown): 0 {
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  return 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CannotDo || error instanceof BadSetting)) throw error;
  process.stderr.write(error.message.endsWith('\n') ? error.message : `${error.message}\n`);
  process.exitCode = 2;
}
