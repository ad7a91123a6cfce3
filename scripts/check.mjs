import './bootstrap/at-root.mjs';
import { prepareSources } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/run.mjs';
import { CHECKS, runChecks } from './checks.mjs';

await runScript(prepareSources);
const { failed } = runChecks();
console.log(
  failed === 0 ? `All ${CHECKS.length} checks passed.` : `${failed} of ${CHECKS.length} checks failed.`,
);
process.exitCode = failed === 0 ? 0 : 1;
