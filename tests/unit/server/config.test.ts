import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadSetting, environmentWithFile, readConfig } from '@/server/config';

describe('readConfig', () => {
  it('runs every role on loopback when nothing is set', () => {
    const config = readConfig({});

    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      embeds: true,
      roles: ['ingest', 'decode', 'live', 'history', 'search', 'topics', 'web'],
      mqtt: { host: '127.0.0.1', plainHost: '127.0.0.1', port: 1883, tlsPort: 8883 },
      tls: { pages: false, given: undefined },
      mdns: 'auto',
      allowPlaintext: false,
      kafka: { brokers: undefined, port: 9092 },
      database: { url: undefined, port: 54_329 },
      rawRetentionDays: 400,
      demo: 'auto',
    });
  });

  it.each([
    ['HEARTH_PORT', '70000', '0 to 65535'],
    ['HEARTH_PORT', 'http', '0 to 65535'],
    ['HEARTH_MQTT_PORT', '-1', '0 to 65535'],
    ['HEARTH_MDNS', 'eth0', 'auto, off, or an IPv4 address of this machine'],
    ['HEARTH_MQTTS_PORT', '88830', '0 to 65535'],
    ['HEARTH_TLS', 'on', 'off or own'],
    ['HEARTH_ALLOW_PLAINTEXT', 'yes', 'true or false'],
    ['HEARTH_KAFKA_PORT', '1.5', '0 to 65535'],
    ['HEARTH_URL', 'ftp://hearth', 'http or https'],
    ['HEARTH_ROLES', 'ingest,cook', 'ingest, decode, live, history, search, topics, web'],
    ['HEARTH_LOG_LEVEL', 'loud', 'debug, info, warn or error'],
    ['HEARTH_TIME_ZONE', 'Mars/Olympus', 'IANA time zone'],
    ['KAFKA_BROKERS', 'kafka', 'host:port'],
    ['MQTT_URL', 'http://broker', 'mqtt://host:port or mqtts://host:port'],
    ['MQTT_URL', 'broker', 'mqtt://host:port'],
    ['MQTT_URL', 'mqtt:broker', 'mqtt://host:port'],
    ['MQTT_URL', 'mqtt://broker/house', 'mqtt://host:port'],
    ['MQTT_CA', '/no/such/file', 'certificates in PEM form'],
    ['MQTT_FILTERS', '$SYS/#', 'none that begins with \\$'],
    ['MQTT_FILTERS', 'home/#/power', 'topic filters'],
    ['MQTT_FILTERS', 'home/#,home/power', 'none that another one overlaps'],
    ['MQTT_CLIENT_ID', 'two words', '1 to 128'],
    ['DATABASE_URL', 'mysql://hearth', 'postgresql://'],
    ['ELASTICSEARCH_URL', 'search:9200', 'http or https'],
    ['KIBANA_URL', 'kibana', 'http or https'],
    ['HEARTH_RAW_RETENTION_DAYS', '0', '1 to 36500'],
    ['HEARTH_LOG_LEVEL', 'loud', 'debug, info, warn or error'],
    ['HEARTH_DEMO', 'yes', 'auto, on or off'],
    ['HEARTH_HOST', '0.0.0.0', '127.0.0.1'],
  ])('refuses %s=%s, naming setting, value and what is allowed', (name, value, allowed) => {
    const read = () => readConfig({ [name]: value });

    expect(read).toThrow(BadSetting);
    expect(read).toThrow(
      new RegExp(`^${name} is "${value.replace(/[.$+]/g, '\\$&')}"; allowed: .*${allowed}`),
    );
  });

  it.each([
    [{ ELASTICSEARCH_USER: 'hearth' }, 'both or none'],
    [{ HEARTH_TLS_CERT: 'cert.pem' }, 'both or none'],
    [{ HEARTH_TLS_KEY: 'key.pem' }, 'both or none'],
    [{ HEARTH_TLS: 'own', HEARTH_TLS_CERT: 'cert.pem', HEARTH_TLS_KEY: 'key.pem' }, 'one of them'],
    [{ ELASTICSEARCH_USER: 'a', ELASTICSEARCH_PASSWORD: 'b', ELASTICSEARCH_API_KEY: 'c' }, 'one of them'],
    [{ ELASTICSEARCH_URL: 'https://hearth:secret@search:9200' }, 'without one'],
    [{ ELASTICSEARCH_API_KEY: 'not secret!' }, 'encoded form'],
    [{ MQTT_URL: 'mqtt://hearth:secret@broker' }, 'mqtt://host:port'],
    [{ MQTT_URL: 'mqtt://broker', MQTT_PASSWORD: 'secret' }, 'MQTT_USER alone or none'],
    [{ DATABASE_URL: 'mysql://hearth:secret@db/hearth' }, 'postgresql://'],
  ])('refuses %o without repeating a secret', (settings, allowed) => {
    const read = () => readConfig(settings);

    expect(read).toThrow(allowed);
    expect(read).not.toThrow(/secret/);
  });

  it.each([
    [{}, false],
    [{ HEARTH_TLS: 'own' }, true],
    [{ HEARTH_TLS_CERT: 'cert.pem', HEARTH_TLS_KEY: 'key.pem' }, true],
    [{ HEARTH_TLS: 'off', HEARTH_TLS_CERT: 'cert.pem', HEARTH_TLS_KEY: 'key.pem' }, false],
  ])('serves pages with %o over TLS: %s', (settings, pages) => {
    expect(readConfig(settings).tls.pages).toBe(pages);
  });

  it('names every wrong setting at once', () => {
    const read = () => readConfig({ HEARTH_PORT: 'x', HEARTH_LOG_LEVEL: 'y' });

    expect(read).toThrow(/HEARTH_PORT is "x".*\nHEARTH_LOG_LEVEL is "y"/);
  });

  it('fetches from the MQTT broker that is named, in a process with fewer roles too', () => {
    const config = readConfig({
      HEARTH_ROLES: 'ingest',
      MQTT_URL: 'mqtts://broker:8883/',
      MQTT_USER: 'hearth',
      MQTT_PASSWORD: 'secret',
      MQTT_FILTERS: 'house/one/#, house/two/+',
    });

    expect(config.broker).toEqual({
      url: 'mqtts://broker:8883',
      user: 'hearth',
      password: 'secret',
      caFile: undefined,
      filters: ['house/one/#', 'house/two/+'],
      clientId: undefined,
    });
    expect(readConfig({}).broker).toBeUndefined();
  });

  it.each([
    [{ MQTT_CA: certificate() }, /MQTT_CA is set and MQTT_URL is "mqtt:\/\/broker"; allowed: .*mqtts:\/\//],
    [{ HEARTH_DEMO: 'on' }, /HEARTH_DEMO is "on" and MQTT_URL is set; allowed: auto or off/],
  ])('refuses %o beside an MQTT broker of one’s own without TLS', (settings, words) => {
    expect(() => readConfig({ MQTT_URL: 'mqtt://broker', ...settings })).toThrow(words);
  });

  it('takes an empty setting for none', () => {
    const config = readConfig({ KAFKA_BROKERS: '', HEARTH_PORT: '' });

    expect(config.kafka.brokers).toBeUndefined();
    expect(config.port).toBe(3000);
  });

  it('embeds nothing in a process with fewer roles', () => {
    const config = readConfig({ HEARTH_ROLES: 'decode, history' });

    expect(config).toMatchObject({ roles: ['decode', 'history'], embeds: false });
  });
});

function certificate(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'hearth-ca-')), 'ca.pem');
  writeFileSync(file, '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n');
  return file;
}

describe('environmentWithFile', () => {
  it('puts the lines of the file beneath the environment', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'hearth-env-')), '.env');
    writeFileSync(file, '# a remark\nHEARTH_TEST_ONE="from file"\nPATH=from file\n');

    const environment = environmentWithFile(file);

    expect(environment.HEARTH_TEST_ONE).toBe('from file');
    expect(environment.PATH).toBe(process.env.PATH);
  });
});
