import { environmentWithFile, readConfig } from '@/server/config';
import { loadKibana } from '@/server/search/commands';
import { createDesk, savedObjectsFile } from '@/server/search/queries';
import { CannotDo } from './cannot-do';
import type { Command } from './command';
import { withDatabase } from './servers';

type ElkCommand = Extract<Command, { readonly name: `elk ${string}` }>;

/** Runs a command about Kibana and returns the exit code. */
export async function runElkCommand({ name }: ElkCommand): Promise<number> {
  if (name === 'elk objects') {
    process.stdout.write(savedObjectsFile());
    return 0;
  }
  const { search: settings, dataDir } = readConfig(environmentWithFile());
  return withDatabase(async ({ pool }) => {
    const parts = { pool, settings, dataDir };
    const desk = createDesk(parts);
    const outcome = await loadKibana({ ...parts, desk });
    await desk.close();
    if ('refused' in outcome) throw new CannotDo(outcome.refused.problem);
    process.stdout.write(`${outcome.done} objects are loaded into Kibana.\n`);
    return 0;
  });
}
