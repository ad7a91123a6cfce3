import { z } from 'zod';
import { BadConfigValue, readConfigText } from '@/contracts/config-value';
import { nameProblem } from '@/contracts/topic-rules';
import { ON_DRIFT, type TopicWish } from '@/contracts/topic-wish';
import { byLine, type FileError, type FileProblem } from '@/server/file-error';
import { BadJson, type JsonLines, jsonLines } from '@/server/json-lines';
import type { StoredTopic } from './stored';

/** Settings may be written as Kafka has them or in people's units: "34560000000", "400 days". */
const FileTopic = z.strictObject({
  name: z.string().max(300),
  partitions: z.int().min(1),
  replication: z.int().min(1).default(1),
  configs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  comment: z.string().max(400).default(''),
  owner: z.string().max(120).default(''),
  protected: z.boolean().default(true),
  onDrift: z.enum(ON_DRIFT).default('tell'),
});
const TopicFile = z.strictObject({ topics: z.array(FileTopic).max(10_000) });

export interface NamedWish {
  readonly name: string;
  readonly wish: TopicWish;
}

/** The wishes of a file, or everything that is wrong with it, by line. `typeOf`: of a setting, as the broker reports it. */
export function readTopicFile(
  text: string,
  typeOf: (setting: string) => string,
): { readonly topics: readonly NamedWish[] } | { readonly errors: readonly FileError[] } {
  let lines: JsonLines;
  try {
    lines = jsonLines(text);
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    return { errors: [{ line: error.line, path: '', message: error.message }] };
  }
  const parsed = TopicFile.safeParse(JSON.parse(text));
  if (!parsed.success) return { errors: byLine(parsed.error.issues, lines) };
  const read = parsed.data.topics.map((topic, index) => readTopic(topic, ['topics', index], typeOf));
  const problems = [...read.flatMap((one) => one.problems), ...repeatedNames(read)];
  if (problems.length > 0) return { errors: byLine(problems, lines) };
  return { topics: read.map(({ named }) => named) };
}

function readTopic(
  { name, configs, protected: isProtected, ...own }: z.infer<typeof FileTopic>,
  at: readonly PropertyKey[],
  typeOf: (setting: string) => string,
): { readonly named: NamedWish; readonly problems: readonly FileProblem[] } {
  const wrongName = nameProblem(name);
  const problems: FileProblem[] =
    wrongName === undefined ? [] : [{ path: [...at, 'name'], message: wrongName }];
  const read: Record<string, string> = {};
  for (const [setting, value] of Object.entries(configs)) {
    try {
      read[setting] = readConfigText(setting, typeOf(setting), value);
    } catch (error) {
      if (!(error instanceof BadConfigValue)) throw error;
      problems.push({ path: [...at, 'configs', setting], message: error.message });
    }
  }
  return { named: { name, wish: { ...own, configs: read, isProtected } }, problems };
}

function repeatedNames(read: readonly { readonly named: NamedWish }[]): readonly FileProblem[] {
  const names = read.map(({ named }) => named.name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: ['topics', index, 'name'], message: 'this topic stands here twice' }],
  );
}

/** What is wished of every managed topic, in the form that is read. */
export function topicFileOf(stored: Iterable<StoredTopic>): object {
  const managed = [...stored].filter(({ isManaged }) => isManaged);
  return {
    topics: managed
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, wish: { partitions, replication, configs, comment, owner, isProtected, onDrift } }) => ({
        ...{ name, partitions, replication, configs, comment, owner },
        protected: isProtected,
        onDrift,
      })),
  };
}
