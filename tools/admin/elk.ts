import { environmentWithFile, readConfig } from '@/server/config';
import { loadKibana, makeTemplates } from '@/server/search/commands';
import { createDesk, savedObjectsFile } from '@/server/search/queries';
import { CannotDo } from './cannot-do';
import type { Command } from './command';
import { withDatabase } from './servers';

type ElkCommand = Extract<Command, { readonly name: `elk ${string}` }>;

/** Runs a command about the search server or Kibana and returns the exit code. */
export async function runElkCommand({ name }: ElkCommand): Promise<number> {
  if (name === 'elk objects') {
    process.stdout.write(savedObjectsFile());
    return 0;
  }
  const { search: settings, dataDir } = readConfig(environmentWithFile());
  return withDatabase(async ({ pool }) => {
    const parts = { pool, settings, dataDir };
    const desk = createDesk(parts);
    const tools = { ...parts, desk };
    const outcome = name === 'elk load' ? await loadKibana(tools) : await makeTemplates(tools);
    await desk.close();
    if ('refused' in outcome) throw new CannotDo(outcome.refused.problem);
    const done =
      name === 'elk load' ? `${outcome.done} objects are loaded into Kibana.` : 'The templates are there.';
    process.stdout.write(`${done}\n`);
    return 0;
  });
}
