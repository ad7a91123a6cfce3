import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentWithFile } from '@/server/config';
import { livingRun } from '@/server/run-file';
import { mappingFile, type SimulatedSensor, simulatedSensors } from './house';
import { BadFlag, type Options, readOptions, USAGE } from './options';
import { type Publisher, startPublisher } from './publisher';
import { statusLine } from './status';

const STATUS_EVERY_MS = 5_000;

/** A wish that can't be met; its message is one sentence for a person. */
class CannotSimulate extends Error {}

async function simulate(argv: readonly string[]): Promise<void> {
  const options = readOptions(argv);
  if (options.help) return console.log(USAGE);
  const sensors = simulatedSensors(options.sensors, options.prefix, options.seed);
  if (options.printMapping) {
    process.stdout.write(`${JSON.stringify(mappingFile(sensors), undefined, 2)}\n`);
    return;
  }
  const url = options.url ?? addressOfRunningHearth();
  if (options.map) teach(sensors);
  const publisher = await connected(url, sensors, options);
  console.log(
    `${options.sensors} sensors below ${options.prefix}/ over ${options.clients} connections to ${url}`,
  );
  await publishUntilStopped(publisher, options);
  await publisher.stop();
  console.log(`Stopped: ${statusLine(publisher.tally, options.qos, Date.now())}`);
}

function addressOfRunningHearth(): string {
  const dataDir = environmentWithFile().HEARTH_DATA_DIR ?? '.hearth';
  const url = livingRun(dataDir)?.mqttUrl;
  if (url !== undefined) return url;
  throw new CannotSimulate(
    `No Hearth runs in ${dataDir}: start it with npm start, or give --url mqtt://host:port.`,
  );
}

function teach(sensors: readonly SimulatedSensor[]): void {
  const admin = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'tools/admin/main.ts', 'mapping', 'apply', '-'],
    {
      input: JSON.stringify(mappingFile(sensors)),
      stdio: ['pipe', 'ignore', 'inherit'],
    },
  );
  if (admin.status !== 0) throw new CannotSimulate('Hearth did not take the mapping of these sensors.');
}

async function connected(
  url: string,
  sensors: readonly SimulatedSensor[],
  options: Options,
): Promise<Publisher> {
  try {
    return await startPublisher(url, sensors, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error);
    throw new CannotSimulate(`No MQTT broker takes connections at ${url}: ${reason}.`);
  }
}

/** A line every few seconds until Ctrl-C, SIGTERM or the end of the duration. */
async function publishUntilStopped(publisher: Publisher, options: Options): Promise<void> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  const status = setInterval(
    () => console.log(statusLine(publisher.tally, options.qos, Date.now())),
    STATUS_EVERY_MS,
  );
  const durationMs = options.durationS === undefined ? 2 ** 31 - 1 : options.durationS * 1000;
  await sleep(durationMs, undefined, { signal: stopped.signal }).catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  clearInterval(status);
}

try {
  await simulate(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BadFlag || error instanceof CannotSimulate)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof BadFlag ? 2 : 1;
}
