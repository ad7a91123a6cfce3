import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { overlap, topicFilterProblem } from '@/contracts/topic-filter';

export const ROLES = ['ingest', 'decode', 'live', 'history', 'search', 'topics', 'web'] as const;
export type RoleName = (typeof ROLES)[number];

const port = z.coerce.number().int().min(0).max(65_535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

/** Every setting, its default, and in words what is allowed. */
export const Settings = z.object({
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
  HEARTH_MQTTS_PORT: port.default(8883).describe('a port, 0 to 65535; 0 means any free one'),
  HEARTH_MDNS: z
    .union([z.enum(['auto', 'off']), z.ipv4()])
    .default('auto')
    .describe('auto, off, or an IPv4 address of this machine'),
  HEARTH_TLS: z.enum(['off', 'own']).optional().describe('off or own'),
  HEARTH_TLS_CERT: z.string().optional().describe('a file with certificates in PEM form'),
  HEARTH_TLS_KEY: z.string().optional().describe('a file with a private key in PEM form'),
  HEARTH_ALLOW_PLAINTEXT: z.enum(['true', 'false']).default('false').describe('true or false'),
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

export type SettingsGiven = z.output<typeof Settings>;

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
