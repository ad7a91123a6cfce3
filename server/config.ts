import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { LOGINS, plainMqttHost, whyNotListen } from './beyond-loopback';
import { ROLES, type RoleName, Settings, type SettingsGiven } from './settings-schema';

export { ROLES, type RoleName };

/** Settings whose value no message repeats. */
const SECRET = /PASSWORD|API_KEY/;
/** An address with a login in it. */
const WITH_LOGIN = /:\/\/[^/\s]*@/;

export interface Config {
  readonly host: string;
  readonly port: number;
  /** The public address, without a trailing slash; undefined until the port is known. */
  readonly url: string | undefined;
  readonly dataDir: string;
  readonly roles: readonly RoleName[];
  /** Only a process with every role starts embedded parts. */
  readonly embeds: boolean;
  readonly mqtt: MqttSettings;
  readonly tls: TlsSettings;
  /** Whether what listens beyond this machine is announced at home; an address: in this one of its networks. */
  readonly mdns: string;
  /** Whether passwords and values may cross the network unencrypted. */
  readonly allowPlaintext: boolean;
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

/** The embedded broker's two ports. */
export interface MqttSettings {
  readonly host: string;
  /** Where the port without TLS listens: on this machine alone unless the settings allow plain text. */
  readonly plainHost: string;
  readonly port: number;
  readonly tlsPort: number;
}

export interface TlsSettings {
  /** Pages, API and sockets are served with TLS; MQTT always has a port with it. */
  readonly pages: boolean;
  /** PEM files that are shown instead of what the home's own CA issues. */
  readonly given: { readonly certificate: string; readonly key: string } | undefined;
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
    mqtt: mqttOf(settings),
    tls: tlsOf(settings),
    mdns: settings.HEARTH_MDNS,
    allowPlaintext: settings.HEARTH_ALLOW_PLAINTEXT === 'true',
    broker: brokerOf(settings),
    demo: settings.HEARTH_DEMO,
    timeZone: settings.HEARTH_TIME_ZONE,
    kafka: { brokers: settings.KAFKA_BROKERS, port: settings.HEARTH_KAFKA_PORT },
    database: { url: settings.DATABASE_URL, port: settings.HEARTH_POSTGRES_PORT },
    search: searchOf(settings),
    rawRetentionDays: settings.HEARTH_RAW_RETENTION_DAYS,
    logLevel: settings.HEARTH_LOG_LEVEL,
  };
  const refused = whyNotListen(config, LOGINS);
  if (refused !== undefined) throw new BadSetting(refused);
  return config;
}

function mqttOf(settings: SettingsGiven): MqttSettings {
  const { HEARTH_MQTT_HOST: host, HEARTH_MQTT_PORT: port, HEARTH_MQTTS_PORT: tlsPort } = settings;
  const plainHost = plainMqttHost(host, settings.HEARTH_ALLOW_PLAINTEXT === 'true');
  return { host, plainHost, port, tlsPort };
}

function tlsOf(settings: SettingsGiven): TlsSettings {
  const { HEARTH_TLS: tls, HEARTH_TLS_CERT: certificate, HEARTH_TLS_KEY: key } = settings;
  if ((certificate === undefined) !== (key === undefined))
    throw new BadSetting('Of HEARTH_TLS_CERT and HEARTH_TLS_KEY one alone is set; allowed: both or none.');
  if (certificate === undefined || key === undefined) return { pages: tls === 'own', given: undefined };
  if (tls === 'own')
    throw new BadSetting(
      'HEARTH_TLS is "own" and HEARTH_TLS_CERT is set; allowed: one of them, for both say which certificate is shown.',
    );
  return {
    pages: tls !== 'off',
    given: { certificate: path.resolve(certificate), key: path.resolve(key) },
  };
}

function brokerOf(settings: SettingsGiven): BrokerSettings | undefined {
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

function searchOf(settings: SettingsGiven): SearchSettings {
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
