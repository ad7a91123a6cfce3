import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartRefused } from '@/server/start-refused';

const OLDEST_JAVA = 17;
const WAYS_OUT =
  'install a newer one (Debian and Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk), ' +
  'or set KAFKA_BROKERS to a Kafka of your own';

type Environment = Readonly<Record<string, string | undefined>>;

/** The Java to run Kafka with: the first on PATH, else JAVA_HOME's. Throws one sentence when it is missing or too old. */
export async function findJava(environment: Environment = process.env): Promise<string> {
  const home = environment.JAVA_HOME;
  for (const java of ['java', ...(home === undefined ? [] : [path.join(home, 'bin', 'java')])]) {
    const words = await versionWords(java, environment);
    if (words === undefined) continue;
    const problem = javaProblem(words);
    if (problem === undefined) return java;
    throw new StartRefused(problem);
  }
  throw new StartRefused(`Kafka needs Java ${OLDEST_JAVA} or newer and there is none on PATH: ${WAYS_OUT}.`);
}

/** One sentence when what `java -version` says is not new enough. */
export function javaProblem(words: string): string | undefined {
  const [, first = '', second = ''] = /version "(\d+)(?:\.(\d+))?/.exec(words) ?? [];
  // Up to Java 8 the version was written 1.8.
  const version = Number(first === '1' ? second : first);
  if (version >= OLDEST_JAVA) return undefined;
  const found = first === '' ? `"${words.trim().split('\n')[0]}"` : `Java ${version}`;
  return `Kafka needs Java ${OLDEST_JAVA} or newer and the one on PATH is ${found}: ${WAYS_OUT}.`;
}

async function versionWords(java: string, environment: Environment): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)(java, ['-version'], {
      env: { ...process.env, ...environment },
    });
    return stderr + stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return error instanceof Error ? error.message : String(error);
  }
}
