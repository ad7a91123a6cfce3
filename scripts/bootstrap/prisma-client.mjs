import { existsSync } from 'node:fs';
import { runQuietly } from './run.mjs';
import { isStamped, stampOf, writeStamp } from './stamp.mjs';

const STAMP = 'node_modules/.cache/hearth/prisma-client';

/** The database client, written anew when the schema or Prisma changed. */
export function ensurePrismaClient() {
  const stamp = stampOf(['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  if (existsSync('prisma/client/client.ts') && isStamped(STAMP, stamp)) return false;
  runQuietly('npx', ['--no-install', 'prisma', 'generate'], { CHECKPOINT_DISABLE: '1' });
  writeStamp(STAMP, stamp);
}
