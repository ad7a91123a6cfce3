import './bootstrap/at-root.mjs';
import { prepareKafka, prepareProgram, prepareSources, prepareTests } from './bootstrap/prepare.mjs';
import { runScript, runTypeScript } from './bootstrap/run.mjs';

await runScript(async () => {
  await prepareSources();
  await prepareKafka();
  await prepareTests();
  await prepareProgram();
});
await runTypeScript('bench/main.ts', process.argv.slice(2));
