import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A step of the set-up that can't go on; the message is for a person. */
export class CannotGoOn extends Error {}

/** Runs a command and keeps what it says to itself, unless it fails. */
export function runQuietly(command, args, environment = {}) {
  nameStep();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (status === 0) return stdout;
  const said = [stdout, stderr, error?.message].filter(Boolean).join('\n').trim();
  throw new CannotGoOn(`${said}\n\n"${command} ${args.join(' ')}" failed; what it said stands above.`);
}

/** Runs a command on this terminal; returns its exit code. */
export function runOpenly(command, args, environment = {}) {
  const { status } = spawnSync(command, args, {
    env: { ...process.env, ...environment },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status ?? 1;
}

/** Runs a TypeScript program in this very process, as if it had been started with these arguments. */
export async function runTypeScript(file, args) {
  const { register } = await import('tsx/esm/api');
  register();
  process.argv.splice(1, Number.POSITIVE_INFINITY, path.resolve(file), ...args);
  await import(pathToFileURL(path.resolve(file)).href);
}

/** The part of the set-up that is under way, until its name is printed. */
let unnamed;

/**
 * Does one part of the set-up: its name is printed when it begins to work, its time at the end (the step returns false when
 * there was nothing to do). On standard error: what a tool prints is its own.
 */
export async function step(name, work) {
  const startedMs = Date.now();
  unnamed = name;
  try {
    if ((await work()) === false) return;
    nameStep();
    process.stderr.write(`${((Date.now() - startedMs) / 1000).toFixed(1)} s\n`);
  } catch (error) {
    nameStep();
    process.stderr.write('failed\n');
    throw error;
  } finally {
    unnamed = undefined;
  }
}

function nameStep() {
  if (unnamed !== undefined) process.stderr.write(`  ${unnamed.padEnd(12)}`);
  unnamed = undefined;
}

/** The end of every script: what a person can mend is said without a stack trace. */
export async function runScript(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CannotGoOn)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
