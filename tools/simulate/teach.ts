import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { MappingFile } from './house';

/** Hearth would not take the sensors; why was said on standard error. */
export class NotTaught extends Error {}

const LONGEST_WAIT_MS = 2_000;
const Answer = z.object({ applied: z.object({ validFrom: z.string().nullable() }) });

/** Teaches Hearth the sensors and waits until what is new holds; says in a sentence what came of it. */
export async function teach(file: MappingFile): Promise<string> {
  const words = ['scripts/run.mjs', 'tools/admin/main.ts', 'mapping', 'apply', '-'];
  const admin = spawnSync(process.execPath, words, {
    input: JSON.stringify(file),
    stdio: ['pipe', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (admin.status !== 0) throw new NotTaught('Hearth was not taught these sensors.');
  const { validFrom } = Answer.parse(JSON.parse(admin.stdout)).applied;
  const count = `${file.sensors.length} sensors`;
  if (validFrom === null) return `Hearth knew these ${count} already.`;
  // What is published before counts as a message that nothing claims. Another machine's clock may say anything.
  await sleep(Math.min(Math.max(0, Date.parse(validFrom) - Date.now()), LONGEST_WAIT_MS) + 1);
  return `Hearth has been taught ${count}.`;
}
