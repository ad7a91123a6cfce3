import './bootstrap/at-root.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithNpm } from './bootstrap/end-with-npm.mjs';
import { prepareKafka, prepareSources } from './bootstrap/prepare.mjs';
import { runScript } from './bootstrap/run.mjs';

await runScript(async () => {
  await prepareSources();
  await prepareKafka();
});
endWithNpm();
// In a group of its own: tsx takes a second Ctrl-C for an order to kill, and in a terminal each one comes twice.
const tsx = ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false'];
const server = spawn(process.execPath, [...tsx, 'server/main.ts'], {
  env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => server.kill(signal));
const [code] = await once(server, 'exit');
process.exitCode = code ?? 1;
