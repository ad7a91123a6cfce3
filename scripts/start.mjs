import './bootstrap/at-root.mjs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithNpm } from './bootstrap/end-with-npm.mjs';
import { prepareKafka, prepareProgram, prepareSources } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/run.mjs';

await runScript(async () => {
  await prepareSources();
  await prepareKafka();
  await prepareProgram();
});
process.env.NODE_ENV = 'production';
process.env.NEXT_TELEMETRY_DISABLED = '1';
endWithNpm();
// In this very process: a signal has nobody to pass by, and whoever kills it kills Hearth.
await import(pathToFileURL(path.resolve('dist/server/main.js')).href);
