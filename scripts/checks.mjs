import { runOpenly } from './bootstrap/run.mjs';

/** What a machine can hold of how the code is written. */
export const CHECKS = [
  { name: 'format and lint', command: ['npx', '--no-install', 'biome', 'ci'] },
  { name: 'types', command: ['npx', '--no-install', 'tsc', '--noEmit'] },
  { name: 'import rules', command: [process.execPath, 'scripts/check-imports.mjs'] },
  { name: 'dead code', command: ['npx', '--no-install', 'knip'] },
  { name: 'client bundle', command: [process.execPath, 'scripts/check-client-bundle.mjs'] },
];

/** Runs every check, also after one has failed. */
export function runChecks() {
  const failed = CHECKS.filter(({ name, command }) => {
    const startedMs = Date.now();
    const [program, ...args] = command;
    const code = runOpenly(program, args);
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    console.log(`  ${name.padEnd(17)}${code === 0 ? 'passed' : 'FAILED'}  ${seconds} s`);
    return code !== 0;
  });
  return { passed: CHECKS.length - failed.length, failed: failed.length };
}
