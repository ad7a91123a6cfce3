import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ComponentVersion } from '@/contracts/pipeline';
import { version as hearthVersion } from '@/package.json';
import type { Database } from '@/server/database';
import { findJava } from '@/server/embedded/kafka/java';
import { projectRoot } from '@/server/project-root';

const OWN_CLUSTER = 'your own cluster, which tells no version';

/** What Hearth and its servers are. `ownKafka`: Hearth runs it itself. Asked once: none changes while Hearth runs. */
export async function fixedVersions(ownKafka: boolean): Promise<readonly ComponentVersion[]> {
  const kafka = ownKafka
    ? [
        { name: 'Kafka', version: kafkaVersion() },
        { name: 'Java', version: await javaVersion() },
      ]
    : [{ name: 'Kafka', version: null, note: OWN_CLUSTER }];
  return [
    { name: 'Hearth', version: hearthVersion },
    ...kafka,
    { name: 'Node', version: process.versions.node },
  ];
}

/** Throws while PostgreSQL is away. */
export async function postgresVersion({ pool }: Pick<Database, 'pool'>): Promise<string | null> {
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
  return rows[0]?.server_version ?? null;
}

/** The one whose jars the start fetched. */
function kafkaVersion(): string | null {
  const pom = readFileSync(path.join(projectRoot(), 'server', 'embedded', 'kafka', 'pom.xml'), 'utf8');
  return /<kafka\.version>([^<]+)</.exec(pom)?.[1] ?? null;
}

async function javaVersion(): Promise<string | null> {
  try {
    const { stderr, stdout } = await promisify(execFile)(await findJava(), ['-version']);
    return /version "([^"]+)"/.exec(stderr + stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}
