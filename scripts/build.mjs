import './bootstrap/at-root.mjs';
import { prepareProgram, prepareSources } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/run.mjs';

await runScript(async () => {
  await prepareSources();
  await prepareProgram();
});
