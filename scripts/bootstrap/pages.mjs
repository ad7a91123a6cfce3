import { existsSync } from 'node:fs';
import { runQuietly } from './run.mjs';
import { isStamped, stampOf, writeStamp } from './stamp.mjs';

const BUILD_ID = '.next/BUILD_ID';
const STAMP = '.next/hearth-stamp';

/** The pages, built anew when anything changed that they are made of: theirs, and what `app/_data` reaches in `server`. */
export function ensurePages() {
  const stamp = stampOf(['app', 'components', 'contracts', 'server', 'prisma/client', ...CONFIGURATION], {
    without: ['server/embedded', 'server/ingest', 'server/main.ts'],
  });
  if (existsSync(BUILD_ID) && isStamped(STAMP, stamp)) return false;
  runQuietly('npx', ['--no-install', 'next', 'build'], {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  writeStamp(STAMP, stamp);
  return true;
}

const CONFIGURATION = [
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'public',
];
