import './bootstrap/at-root.mjs';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { prepareKafka, prepareProgram, prepareSources, prepareTests } from './bootstrap/prepare.mjs';
import { runOpenly, runScript } from './bootstrap/run.mjs';
import { runChecks } from './checks.mjs';
import {
  closingLine,
  playwrightFailures,
  playwrightTally,
  readReport,
  sum,
  vitestFailures,
  vitestTally,
} from './test-tally.mjs';

const REPORTS = path.resolve('test-results/reports');

await runScript(async () => {
  console.log('Getting ready');
  await prepareSources();
  await prepareKafka();
  await prepareTests();
  await prepareProgram();
});
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const parts = [
  part('check', () => ({ tally: runChecks(), failures: [] })),
  part('unit', () => vitest('unit')),
  // Most of it waits for servers: two files at a time are hardly slower each, on two cores.
  part('integration', () => vitest('integration', { TEST_WORKERS: '2' })),
  part('end to end', playwright),
];
console.log('');
for (const { name, seconds, tally } of parts) {
  console.log(
    `  ${name.padEnd(13)}${String(tally.passed).padStart(5)} passed ${String(tally.failed).padStart(4)} failed  ${seconds} s`,
  );
}
for (const { name, failures } of parts)
  for (const failure of failures) console.log(`\n  ${name}: ${failure}`);
const all = sum(parts.map(({ tally }) => tally));
console.log(`\n${closingLine(all)}`);
process.exitCode = all.failed === 0 && all.passed > 0 ? 0 : 1;

function part(name, work) {
  console.log(`\n${name}`);
  const startedMs = Date.now();
  const { tally, failures } = work();
  return { name, tally, failures, seconds: ((Date.now() - startedMs) / 1000).toFixed(1) };
}

function vitest(project, environment = {}) {
  const report = path.join(REPORTS, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['--no-install', 'vitest', 'run', '--project', project, ...reporters];
  const code = runOpenly('npx', args, environment);
  return { tally: vitestTally(readReport(report), code), failures: vitestFailures(readReport(report)) };
}

function playwright() {
  const report = path.join(REPORTS, 'e2e.json');
  const code = runOpenly('npx', ['--no-install', 'playwright', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return {
    tally: playwrightTally(readReport(report), code),
    failures: playwrightFailures(readReport(report)),
  };
}
