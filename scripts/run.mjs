import './bootstrap/at-root.mjs';
import { prepareSources } from './bootstrap/prepare.mjs';
import { runScript, runTypeScript } from './bootstrap/run.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: node scripts/run.mjs FILE.ts [its arguments]');
await runScript(prepareSources);
await runTypeScript(file, args);
