import { setTimeout as sleep } from 'node:timers/promises';
import { environmentWithFile } from '@/server/config';
import { livingRun, type Run } from '@/server/run-file';
import { mappingFile, type SimulatedSensor, simulatedSensors, unknownDevices } from './house';
import { BadFlag, type Options, readOptions, USAGE } from './options';
import { type Publisher, startPublisher } from './publisher';
import { statusLine } from './status';
import { NotTaught, teach } from './teach';

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
  const run = options.url === undefined ? runningHearth() : undefined;
  const url = options.url ?? run?.mqttUrl ?? '';
  if (options.map) {
    console.log('Teaching Hearth these sensors …');
    console.log(await teach(mappingFile(sensors)));
  }
  const unknown = unknownDevices(options.unknown, options.seed);
  const publisher = await connected(url, [...sensors, ...unknown], options);
  greet(url, run, options);
  await publishUntilStopped(publisher, options);
  await publisher.stop();
  console.log(`Stopped: ${statusLine(publisher.tally, options.qos, Date.now())}`);
}

function runningHearth(): Run {
  const dataDir = environmentWithFile().HEARTH_DATA_DIR || '.hearth';
  const run = livingRun(dataDir);
  if (run?.mqttUrl !== undefined) return run;
  throw new CannotSimulate(
    `No Hearth that takes MQTT runs on ${dataDir}: start it with npm start, set HEARTH_DATA_DIR to the folder of the one that runs, or give --url mqtt://host:port.`,
  );
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
    throw new CannotSimulate(`No MQTT broker takes connections at ${shown(url)}: ${reason}.`);
  }
}

/** Without the login in it. */
function shown(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

function greet(url: string, run: Run | undefined, options: Options): void {
  const { sensors, unknown, prefix, clients, qos, map } = options;
  console.log(`${sensors} sensors below ${prefix}/ over ${clients} connections to ${shown(url)}, QoS ${qos}`);
  if (unknown > 0) console.log(`and ${unknown} that nobody knows, below home/: look into the inbox.`);
  if (!map) console.log('Hearth draws those it knows; --map teaches it all of them.');
  if (run !== undefined) console.log(`To be seen at ${run.url}; Ctrl-C stops.`);
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
  if (![BadFlag, CannotSimulate, NotTaught].some((kind) => error instanceof kind)) throw error;
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof BadFlag ? 2 : 1;
}
