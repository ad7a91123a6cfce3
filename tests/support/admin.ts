import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { projectRoot } from '@/server/project-root';

export interface AdminAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run admin -- …` as it is run at home, with `input` on standard input. */
export async function admin(
  words: readonly string[],
  given: {
    readonly databaseUrl?: string;
    readonly dataDir?: string;
    readonly kafkaBrokers?: string;
    readonly input?: string;
  },
): Promise<AdminAnswer> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/admin/main.ts', ...words], {
    cwd: projectRoot(),
    env: {
      ...process.env,
      DATABASE_URL: given.databaseUrl ?? '',
      ...(given.kafkaBrokers !== undefined && { KAFKA_BROKERS: given.kafkaBrokers }),
      ...(given.dataDir !== undefined && { HEARTH_DATA_DIR: given.dataDir }),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  child.stdin.end(given.input ?? '');
  const [code] = await once(child, 'exit');
  return { code, stdout: await stdout, stderr: await stderr };
}
