import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { overlap, topicFilterProblem } from '@/contracts/topic-filter';

export const ROLES = ['ingest', 'decode', 'live', 'history', 'search', 'topics', 'web'] as const;
export type RoleName = (typeof ROLES)[number];

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Settings whose value no message repeats. */
const SECRET = /PASSWORD|API_KEY/;
/** An address with a login in it. */
const WITH_LOGIN = /:\/\/[^/\s]*@/;

const port = z.coerce.number().int().min(0).max(65_535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const Settings = z.object({
  HEARTH_HOST: z.string().min(1).default('127.0.0.1').describe('an address to listen on, such as 127.0.0.1'),
  HEARTH_PORT: port.default(3000).describe('a port, 0 to 65535; 0 means any free one'),
  HEARTH_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('an http or https address'),
  HEARTH_DATA_DIR: z.string().min(1).default('.hearth').describe('a directory'),
  HEARTH_ROLES: list
    .pipe(z.array(z.enum(['all', ...ROLES])).min(1))
    .default(['all'])
    .describe(`all, or a comma-separated list of ${ROLES.join(', ')}`),
  HEARTH_MQTT_HOST: z.string().min(1).default('127.0.0.1').describe('an address to listen on'),
  HEARTH_MQTT_PORT: port.default(1883).describe('a port, 0 to 65535; 0 means any free one'),
  MQTT_URL: z
    .url({ protocol: /^mqtts?$/ })
    .refine(isHostAlone)
    .optional()
    .describe('mqtt://host:port or mqtts://host:port'),
  MQTT_USER: z.string().max(200).optional().describe('a user, up to 200 characters'),
  MQTT_PASSWORD: z.string().max(500).optional().describe('a password, up to 500 characters'),
  MQTT_CA: z
    .string()
    .refine(holdsCertificates)
    .optional()
    .describe('a file that can be read and holds certificates in PEM form'),
  MQTT_FILTERS: list
    .pipe(z.array(z.string()).min(1).refine(areApart))
    .default(['#'])
    .describe('topic filters, comma-separated: none that begins with $, none that another one overlaps'),
  MQTT_CLIENT_ID: z
    .string()
    .regex(/^[\w.:@-]{1,128}$/)
    .optional()
    .describe('1 to 128 letters, digits or any of _ . : @ -'),
  HEARTH_DEMO: z.enum(['auto', 'on', 'off']).default('auto').describe('auto, on or off'),
  HEARTH_TIME_ZONE: z
    .string()
    .refine(isTimeZone)
    .optional()
    .describe('an IANA time zone, such as Europe/Berlin'),
  KAFKA_BROKERS: list
    .pipe(z.array(z.string().regex(/^[^:]+:\d+$/)).min(1))
    .optional()
    .describe('host:port, comma-separated'),
  HEARTH_KAFKA_PORT: port.default(9092).describe('a port, 0 to 65535; 0 means any free one'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('a postgresql:// address'),
  HEARTH_POSTGRES_PORT: port.default(54_329).describe('a port, 0 to 65535; 0 means any free one'),
  ELASTICSEARCH_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('an http or https address of Elasticsearch or OpenSearch'),
  ELASTICSEARCH_USER: z.string().max(200).optional().describe('a user, up to 200 characters'),
  ELASTICSEARCH_PASSWORD: z.string().max(500).optional().describe('a password, up to 500 characters'),
  ELASTICSEARCH_API_KEY: z
    .string()
    .max(500)
    .regex(/^[\w+/=:.-]+$/)
    .optional()
    .describe('an API key in its encoded form'),
  ELASTICSEARCH_CA: z.string().optional().describe('a file with certificates in PEM form'),
  KIBANA_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('an http or https address of Kibana or OpenSearch Dashboards'),
  HEARTH_RAW_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(36_500)
    .default(400)
    .describe('whole days, 1 to 36500'),
  HEARTH_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('debug, info, warn or error'),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  /** The public address, without a trailing slash; undefined until the port is known. */
  readonly url: string | undefined;
  readonly dataDir: string;
  readonly roles: readonly RoleName[];
  /** Only a process with every role starts embedded parts. */
  readonly embeds: boolean;
  readonly mqtt: { readonly host: string; readonly port: number };
  /** Messages are fetched from this broker; undefined: clients come to the embedded one. */
  readonly broker: BrokerSettings | undefined;
  /** Whether a demo house publishes: `auto` on a data directory that begins, `on` also on one that has a past. */
  readonly demo: 'auto' | 'on' | 'off';
  /** The home's IANA zone from now on; undefined: as it was, on the first start the machine's. */
  readonly timeZone: string | undefined;
  readonly kafka: { readonly brokers: readonly string[] | undefined; readonly port: number };
  readonly database: { readonly url: string | undefined; readonly port: number };
  readonly search: SearchSettings;
  readonly rawRetentionDays: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

/** The MQTT broker that the settings name. */
export interface BrokerSettings {
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** A file with certificates in PEM form; undefined: whom the machine trusts. */
  readonly caFile: string | undefined;
  /** No two cover the same topic. */
  readonly filters: readonly string[];
  /** Undefined: made from the data directory and the filters. */
  readonly clientId: string | undefined;
}

/** The search server that the settings name; without one, the page may name one. */
export interface SearchSettings {
  readonly url: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly apiKey: string | undefined;
  /** A file with certificates in PEM form. */
  readonly caFile: string | undefined;
  readonly kibanaUrl: string | undefined;
}

/** A setting that can't be used. The message names it, its value and what is allowed. */
export class BadSetting extends Error {}

/** The settings of this process; throws `BadSetting` for a wrong one. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Settings.safeParse(given);
  if (!parsed.success) throw new BadSetting(explain(parsed.error, given));
  const settings = parsed.data;
  const all = settings.HEARTH_ROLES.includes('all');
  const config: Config = {
    host: settings.HEARTH_HOST,
    port: settings.HEARTH_PORT,
    url: settings.HEARTH_URL?.replace(/\/$/, ''),
    dataDir: path.resolve(settings.HEARTH_DATA_DIR),
    roles: all ? ROLES : ROLES.filter((role) => settings.HEARTH_ROLES.includes(role)),
    embeds: all,
    mqtt: { host: settings.HEARTH_MQTT_HOST, port: settings.HEARTH_MQTT_PORT },
    broker: brokerOf(settings),
    demo: settings.HEARTH_DEMO,
    timeZone: settings.HEARTH_TIME_ZONE,
    kafka: { brokers: settings.KAFKA_BROKERS, port: settings.HEARTH_KAFKA_PORT },
    database: { url: settings.DATABASE_URL, port: settings.HEARTH_POSTGRES_PORT },
    search: searchOf(settings),
    rawRetentionDays: settings.HEARTH_RAW_RETENTION_DAYS,
    logLevel: settings.HEARTH_LOG_LEVEL,
  };
  refuseBeyondLoopback(config);
  return config;
}

function brokerOf(settings: z.output<typeof Settings>): BrokerSettings | undefined {
  const { MQTT_URL: url, MQTT_USER: user, MQTT_PASSWORD: password, MQTT_CA: caFile } = settings;
  if (url === undefined) return undefined;
  if (password !== undefined && user === undefined)
    throw new BadSetting('MQTT_PASSWORD is set without MQTT_USER; allowed: both, MQTT_USER alone or none.');
  if (caFile !== undefined && !url.startsWith('mqtts:'))
    throw new BadSetting(
      `MQTT_CA is set and MQTT_URL is "${url}"; allowed: MQTT_CA with an mqtts:// address.`,
    );
  if (settings.HEARTH_DEMO === 'on')
    throw new BadSetting(
      'HEARTH_DEMO is "on" and MQTT_URL is set; allowed: auto or off, for the demo house publishes to the embedded broker alone.',
    );
  return {
    url: url.replace(/\/$/, ''),
    user,
    password,
    caFile,
    filters: settings.MQTT_FILTERS,
    clientId: settings.MQTT_CLIENT_ID,
  };
}

function searchOf(settings: z.output<typeof Settings>): SearchSettings {
  const { ELASTICSEARCH_URL: url, ELASTICSEARCH_API_KEY: apiKey, KIBANA_URL: kibanaUrl } = settings;
  const { ELASTICSEARCH_USER: user, ELASTICSEARCH_PASSWORD: password } = settings;
  if (apiKey !== undefined && user !== undefined)
    throw new BadSetting('ELASTICSEARCH_API_KEY and ELASTICSEARCH_USER are both set; allowed: one of them.');
  if ((user === undefined) !== (password === undefined))
    throw new BadSetting(
      'Of ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD one alone is set; allowed: both or none.',
    );
  if (url !== undefined && new URL(url).username !== '')
    throw new BadSetting(
      'ELASTICSEARCH_URL holds a user; allowed: an address without one, and ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD.',
    );
  return { url, user, password, apiKey, caFile: settings.ELASTICSEARCH_CA, kibanaUrl };
}

/** The environment with the lines of `.env` beneath it. */
export function environmentWithFile(file = '.env'): Record<string, string | undefined> {
  if (!existsSync(file)) return { ...process.env };
  const lines = readFileSync(file, 'utf8').split('\n');
  const pairs = lines.flatMap((line) => {
    const match = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    return match ? [[match[1], (match[2] ?? '').replace(/^(['"])(.*)\1$/, '$2')]] : [];
  });
  return { ...Object.fromEntries(pairs), ...process.env };
}

function explain(error: z.ZodError, given: Readonly<Record<string, string | undefined>>): string {
  return error.issues
    .map((issue) => String(issue.path[0]))
    .filter((name, index, names) => names.indexOf(name) === index)
    .map((name) => {
      const allowed = Settings.shape[name as keyof typeof Settings.shape].description;
      const isSecret = SECRET.test(name) || WITH_LOGIN.test(given[name] ?? '');
      const value = isSecret ? 'not usable' : JSON.stringify(given[name]);
      return `${name} is ${value}; allowed: ${allowed}.`;
    })
    .join('\n');
}

// Until people and devices log in, nobody beyond this machine may reach Hearth.
function refuseBeyondLoopback(config: Config): void {
  for (const [name, host] of [
    ['HEARTH_HOST', config.host],
    ['HEARTH_MQTT_HOST', config.mqtt.host],
  ] as const) {
    if (!LOOPBACK.includes(host)) {
      throw new BadSetting(
        `${name} is "${host}"; allowed: ${LOOPBACK.join(', ')}. Listening further needs logins, which this version does not have yet.`,
      );
    }
  }
}

/** No path, and no login: it would be repeated in the log and in `run.json`. */
function isHostAlone(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, username, password, pathname, search, hash } = new URL(address);
  return hostname !== '' && /^\/?$/.test(pathname) && username + password + search + hash === '';
}

function holdsCertificates(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
}

/** Some brokers hand out a message once for each filter that covers it. */
function areApart(filters: readonly string[]): boolean {
  return filters.every(
    (filter, place) =>
      topicFilterProblem(filter) === undefined &&
      filters.slice(place + 1).every((other) => !overlap(filter, other)),
  );
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
