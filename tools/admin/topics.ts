import { applyTopicFile } from '@/server/topics/commands';
import { exportTopics, planTopicFile } from '@/server/topics/queries';
import type { Command, TopicApply } from './command';
import { contentOf, print, tellErrors } from './file';
import { withDatabase, withKafka } from './servers';

/** Until people log in. */
const WHO = 'local';

type TopicCommand = Extract<Command, { readonly name: `topic ${string}` }>;

/** Runs a command about Kafka topics and returns the exit code. */
export async function runTopicCommand(command: TopicCommand): Promise<number> {
  switch (command.name) {
    case 'topic export':
      await withDatabase(async (database) => print(await exportTopics(database)));
      return 0;
    case 'topic plan':
      return plan(command.file);
    case 'topic apply':
      return apply(command);
  }
}

async function plan(file: string): Promise<number> {
  const text = await contentOf(file);
  const result = await withDatabase((database) =>
    withKafka((kafka) => planTopicFile({ ...kafka, database }, text)),
  );
  print(result);
  if ('errors' in result) {
    tellErrors(file, result.errors);
    return 1;
  }
  const refused = result.plans.filter(
    ({ problems, refusedByKafka }) => refusedByKafka !== null || problems.some(({ isRefusal }) => isRefusal),
  );
  for (const { topic, problems, refusedByKafka } of refused)
    process.stderr.write(
      `${topic}: ${refusedByKafka ?? problems.find(({ isRefusal }) => isRefusal)?.message}\n`,
    );
  return refused.length === 0 ? 0 : 1;
}

async function apply({ file, safe, confirmed, why }: TopicApply): Promise<number> {
  const text = await contentOf(file);
  const how = { scope: safe ? 'safe' : 'all', confirmed, why, who: WHO } as const;
  const result = await withDatabase((database) =>
    withKafka((kafka) => applyTopicFile({ ...kafka, database }, text, how)),
  );
  print(result);
  if ('errors' in result) {
    tellErrors(file, result.errors);
    return 1;
  }
  const failed = result.outcomes.filter(({ outcome }) => outcome === 'failed');
  for (const { topic, problem } of failed) process.stderr.write(`${topic}: ${problem}\n`);
  return failed.length === 0 ? 0 : 1;
}
