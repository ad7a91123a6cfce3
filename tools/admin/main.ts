import { BadSetting } from '@/server/config';
import type { Database } from '@/server/database';
import { applyMappingFile } from '@/server/decode/commands';
import { exportMappings } from '@/server/decode/queries';
import { StartRefused } from '@/server/start-refused';
import { BadCommand } from './bad-command';
import { CannotDo } from './cannot-do';
import { printCertificates } from './certificates';
import { readCommand, USAGE } from './command';
import { runElkCommand } from './elk';
import { contentOf, print, tellErrors } from './file';
import { runPeopleCommand } from './people';
import { withDatabase } from './servers';
import { runTopicCommand } from './topics';

/** Runs the command and returns the exit code: 0 done, 1 the file is wrong. */
async function run(words: readonly string[]): Promise<number> {
  const command = readCommand(words);
  switch (command.name) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'mapping export':
      await withDatabase(async (database) => print(await exportMappings(database)));
      return 0;
    case 'mapping apply': {
      const content = await contentOf(command.file);
      return withDatabase((database) => applyMappings(database, command.file, content));
    }
    case 'setup':
    case 'user add':
    case 'user list':
    case 'admin-link':
    case 'token add':
    case 'token list':
    case 'token revoke':
    case 'sensor add':
    case 'sensor revoke':
    case 'login add':
    case 'login list':
    case 'login mosquitto':
    case 'login rotate':
    case 'login revoke':
      return runPeopleCommand(command);
    case 'certificates':
      return printCertificates();
    case 'elk load':
    case 'elk objects':
    case 'elk templates':
      return runElkCommand(command);
    default:
      return runTopicCommand(command);
  }
}

async function applyMappings(database: Database, file: string, content: string): Promise<number> {
  const result = await applyMappingFile(database, content, { who: 'local' });
  print(result);
  if (!('errors' in result)) return 0;
  tellErrors(file, result.errors);
  return 1;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const sentence = [CannotDo, BadCommand, BadSetting, StartRefused].some((kind) => error instanceof kind);
  if (!(sentence && error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
