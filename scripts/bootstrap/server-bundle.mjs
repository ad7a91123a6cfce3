import { existsSync } from 'node:fs';
import { isStamped, stampOf, writeStamp } from './stamp.mjs';

const BUNDLE = 'dist/server/main.js';
const STAMP = 'dist/server/.stamp';

/** The server as one file of JavaScript, and one for the thread that rehearses mappings; made anew when its sources changed. Packages stay where npm put them. */
export async function ensureServerBundle() {
  const stamp = stampOf(['server', 'contracts', 'prisma/client', 'tsconfig.json', 'package-lock.json'], {
    without: ['server/embedded/kafka/libs'],
  });
  if (existsSync(BUNDLE) && isStamped(STAMP, stamp)) return false;
  // Loaded only here: a start with nothing to do is quicker without it.
  const { build, stop } = await import('esbuild');
  await build({
    entryPoints: { main: 'server/main.ts', rehearsal: 'server/decode/rehearse/worker.ts' },
    outdir: 'dist/server',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  // Its process would stay as long as Hearth runs.
  await stop();
  writeStamp(STAMP, stamp);
  return true;
}
