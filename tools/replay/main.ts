import { BadSetting } from '@/server/config';
import type { Database } from '@/server/database';
import { askForRebuild, putVersionInForce, undoReplay } from '@/server/decode/commands';
import { replayJob, replayJobs } from '@/server/decode/queries';
import { StartRefused } from '@/server/start-refused';
import { BadCommand } from '@/tools/admin/bad-command';
import { CannotDo } from '@/tools/admin/cannot-do';
import { print } from '@/tools/admin/file';
import { withDatabase } from '@/tools/admin/servers';
import { type ReplayCommand, readReplayCommand, USAGE } from './command';

/** Who it is written down for: whoever may read Hearth's data directory. */
const WHO = 'local';

type Asked = { readonly id: number } | { readonly problem: string };

async function run(command: Exclude<ReplayCommand, { name: 'help' }>, database: Database): Promise<void> {
  switch (command.name) {
    case 'list':
      return print(await replayJobs(database));
    case 'undo':
      return printAsked(database, await undoReplay(database, command.id, WHO));
    case 'rebuild':
      return printAsked(database, await askForRebuild(database, command, WHO));
    case 'mapping':
      return printAsked(database, await putVersionInForce(database, command, WHO));
  }
}

async function printAsked(database: Database, asked: Asked): Promise<void> {
  if ('problem' in asked) throw new CannotDo(`Nothing was asked for: ${asked.problem}`);
  print(await replayJob(database, asked.id));
}

try {
  const command = readReplayCommand(process.argv.slice(2), Date.now());
  if (command.name === 'help') process.stdout.write(USAGE);
  else await withDatabase((database) => run(command, database));
} catch (error) {
  const sentence = [CannotDo, BadCommand, BadSetting, StartRefused].some((kind) => error instanceof kind);
  if (!(sentence && error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
