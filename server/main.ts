import { destination, pino, stdSerializers } from 'pino';
import { BadSetting, type Config, environmentWithFile, readConfig } from './config';
import { startProgress } from './progress';
import { ROLE_STARTS } from './roles';
import { createShutdown } from './shutdown';
import { startHearth } from './start-hearth';
import { StartRefused } from './start-refused';
import { guardProcess } from './stream/appender';
import { UnusableTopic } from './stream/topics';

// A terminal's Ctrl-C reaches this process twice, by itself and by npm; a person's second one comes later.
const SAME_PRESS_MS = 500;
const STOP_WITHIN_MS = 30_000;

/** Runs Hearth until it is told to stop or can't go on. */
async function main(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel, serializers: { error: stdSerializers.err } }, destination(2));
  guardProcess(log);
  const shutdown = createShutdown(log);
  const aborting = new AbortController();
  let endingSinceMs: number | undefined;

  const end = async (code: number): Promise<void> => {
    endingSinceMs = Date.now();
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    aborting.abort();
    await started.catch(() => undefined);
    await shutdown.run();
    process.exit(code);
  };
  const onSignal = (): void => {
    if (endingSinceMs === undefined) void end(0);
    else if (Date.now() - endingSinceMs > SAME_PRESS_MS) process.exit(1);
  };
  const fail = (reason: string): void => {
    process.stderr.write(`${reason}\n`);
    if (endingSinceMs === undefined) void end(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  const progress = startProgress((line) => process.stdout.write(`${line}\n`));
  const started = startHearth({
    config,
    roles: ROLE_STARTS,
    log,
    progress,
    shutdown,
    signal: aborting.signal,
    fail,
  });
  await started.catch((error: unknown) => {
    if (!aborting.signal.aborted) fail(inWords(error));
  });
}

/** What a person can mend is one sentence; anything else is our bug and shows where it happened. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const sentence = [BadSetting, StartRefused, UnusableTopic].some((kind) => error instanceof kind);
  return sentence ? error.message : (error.stack ?? error.message);
}

try {
  void main(readConfig(environmentWithFile()));
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = 1;
}
