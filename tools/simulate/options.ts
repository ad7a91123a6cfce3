import { parseArgs } from 'node:util';

export interface Options {
  readonly sensors: number;
  /** Devices besides, in a format that nobody knows. */
  readonly unknown: number;
  /** Messages a second, all sensors together. */
  readonly rate: number;
  readonly qos: 0 | 1 | 2;
  /** Connections. */
  readonly clients: number;
  /** Seconds; undefined: until stopped. */
  readonly durationS: number | undefined;
  /** Undefined: where `run.json` says. */
  readonly url: string | undefined;
  readonly prefix: string;
  readonly seed: number;
  /** Teach Hearth the sensors before publishing. */
  readonly map: boolean;
  /** Print the mapping file and publish nothing. */
  readonly printMapping: boolean;
  readonly help: boolean;
}

/** A flag that can't be used. The message names it, its value and what is allowed. */
export class BadFlag extends Error {}

const MOST_CLIENTS = 200;

export const USAGE = `npm run simulate -- [flags]

Publishes what a house of sensors would, over MQTT, until Ctrl-C. Hearth draws the sensors once it knows them: --map teaches it.

  --sensors N        how many sensors, 0 to 10000 (20)
  --unknown N        devices besides in a format that nobody knows, 0 to 100 (0): they stand in the inbox
  --rate M           messages a second, all sensors together, 0.01 to 50000 (10)
  --qos 0|1|2        quality of service (1)
  --clients N        connections, 1 to 1000 (one a sensor, at most ${MOST_CLIENTS})
  --duration S       seconds, then it stops (until Ctrl-C)
  --url URL          mqtt://host:port (where the running Hearth listens)
  --prefix P         how the topics begin: P/room/sensor; another one is another house beside it (sim)
  --seed N           other values for the same sensors (1)
  --map              teach Hearth these sensors first; the same ones again change nothing
  --print-mapping    print what --map teaches, and publish nothing
  --help             print this`;

const FLAGS = {
  sensors: { type: 'string', default: '20' },
  unknown: { type: 'string', default: '0' },
  rate: { type: 'string', default: '10' },
  qos: { type: 'string', default: '1' },
  clients: { type: 'string' },
  duration: { type: 'string' },
  url: { type: 'string' },
  prefix: { type: 'string', default: 'sim' },
  seed: { type: 'string', default: '1' },
  map: { type: 'boolean', default: false },
  'print-mapping': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The flags of the command line; throws `BadFlag` for a wrong one. */
export function readOptions(argv: readonly string[]): Options {
  const given = flagsOf(argv);
  const sensors = whole('sensors', given.sensors, 0, 10_000);
  const unknown = whole('unknown', given.unknown, 0, 100);
  if (sensors + unknown === 0)
    throw new BadFlag('--sensors is "0"; allowed: at least one device, also by --unknown.');
  return {
    ...{ sensors, unknown },
    rate: number('rate', given.rate, 0.01, 50_000),
    qos: qosOf(given.qos),
    clients:
      given.clients === undefined
        ? Math.min(sensors + unknown, MOST_CLIENTS)
        : whole('clients', given.clients, 1, 1000),
    durationS: given.duration === undefined ? undefined : number('duration', given.duration, 0.1, 31_536_000),
    url: given.url === undefined ? undefined : urlOf(given.url),
    prefix: prefixOf(given.prefix),
    seed: whole('seed', given.seed, 0, 2 ** 31),
    map: given.map,
    printMapping: given['print-mapping'],
    help: given.help,
  };
}

function flagsOf(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, strict: true }).values;
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new BadFlag(`${reason.replace(/\.$/, '')}; allowed:\n\n${USAGE}`);
  }
}

function number(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new BadFlag(`--${flag} is "${text}"; allowed: a number, ${least} to ${most}.`);
}

function whole(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new BadFlag(`--${flag} is "${text}"; allowed: a whole number, ${least} to ${most}.`);
}

function qosOf(text: string): 0 | 1 | 2 {
  if (text === '0') return 0;
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw new BadFlag(`--qos is "${text}"; allowed: 0, 1 or 2.`);
}

function urlOf(text: string): string {
  if (/^mqtts?:\/\/[^/\s]+$/.test(text)) return text;
  throw new BadFlag(`--url is "${text}"; allowed: mqtt://host:port or mqtts://host:port.`);
}

function prefixOf(text: string): string {
  if (/^[^#+$\s/][^#+\s]*[^#+\s/]$|^[^#+$\s/]$/.test(text) && text.length <= 60) return text;
  throw new BadFlag(
    `--prefix is "${text}"; allowed: topic levels without #, +, $ or blanks, up to 60 characters.`,
  );
}
