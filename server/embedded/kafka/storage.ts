import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** The id that the storage in `logDir` belongs to; undefined when it is not formatted. */
export function clusterIdOf(logDir: string): string | undefined {
  const file = path.join(logDir, 'meta.properties');
  if (!existsSync(file)) return undefined;
  return /^cluster\.id=(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.trim();
}

/** Formats `logDir` under a new cluster id. Whoever is interrupted leaves nothing that looks formatted. */
export async function formatStorage(
  logDir: string,
  format: { readonly java: string; readonly classPath: string; writeProperties(logDir: string): string },
): Promise<string> {
  const unfinished = `${logDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(logDir, { recursive: true, force: true });
  const properties = format.writeProperties(unfinished);
  const clusterId = newClusterId();
  const tool = [
    '-cp',
    format.classPath,
    'kafka.tools.StorageTool',
    'format',
    '-t',
    clusterId,
    '-c',
    properties,
  ];
  await promisify(execFile)(format.java, ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...tool]);
  renameSync(unfinished, logDir);
  return clusterId;
}

/** A UUID in Kafka's writing: 16 bytes in URL-safe base64, never beginning with a dash. */
function newClusterId(): string {
  const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}
