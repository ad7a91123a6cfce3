import { execFileSync } from 'node:child_process';
import path from 'node:path';
import mqtt from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { aCertificate } from '@/tests/support/a-certificate';
import { freshTopics } from '@/tests/support/fresh-topics';
import { aDataDir } from '@/tests/support/hearth-process';
import { aMosquitto, type Mosquitto } from '@/tests/support/mosquitto';
import { servers } from '@/tests/support/servers';
import { aDoor, readiness, ready, type TestDoor } from './a-door';

const kafka = { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };
const LOGIN = { MQTT_USER: 'hearth', MQTT_PASSWORD: 'secret' };

describe('a broker of one’s own', () => {
  let mosquitto: Mosquitto;
  let door: TestDoor | undefined;

  afterEach(async () => {
    await door?.stop();
    door = undefined;
    await mosquitto.remove();
  });

  async function aBrokerWithLogins(): Promise<Mosquitto> {
    const folder = aDataDir();
    const logins = path.join(folder, 'logins');
    execFileSync('mosquitto_passwd', ['-b', '-c', logins, 'hearth', 'secret'], { stdio: 'ignore' });
    return aMosquitto({ folder, lines: ['allow_anonymous false', `password_file ${logins}`] });
  }

  async function aBrokerWithTls(): Promise<{ readonly cert: string; readonly other: string }> {
    const folder = aDataDir();
    const { key, cert } = aCertificate(folder);
    const { cert: other } = aCertificate(folder, 'other');
    mosquitto = await aMosquitto({
      folder,
      lines: ['allow_anonymous true', `certfile ${cert}`, `keyfile ${key}`],
    });
    return { cert, other };
  }

  async function aDoorTo(scheme: 'mqtt' | 'mqtts', settings: Readonly<Record<string, string>> = {}) {
    door = await aDoor({ settings: { MQTT_URL: `${scheme}://127.0.0.1:${mosquitto.port}`, ...settings } });
    return door;
  }

  it('lets in who has the right login', async () => {
    await freshTopics(kafka);
    mosquitto = await aBrokerWithLogins();
    const open = await aDoorTo('mqtt', LOGIN);
    await ready(open);

    const meter = await mqtt.connectAsync(open.url, { username: 'hearth', password: 'secret' });
    await meter.publishAsync('home/power', '42', { qos: 1 });

    await expect.poll(() => open.raw()).toMatchObject([{ payload: '42' }]);
    await meter.endAsync();
    expect(open.url).not.toContain('secret');
  });

  it.each([
    [{ ...LOGIN, MQTT_PASSWORD: 'wrong secret' }, /refuses the login: bad user name or password/],
    [{}, /lets nobody in without a login: set MQTT_USER and MQTT_PASSWORD/],
  ])('that refuses the login is named in the readiness, its password is not', async (login, words) => {
    mosquitto = await aBrokerWithLogins();
    const closed = await aDoorTo('mqtt', login);

    await expect.poll(() => readiness(closed)?.reason).toMatch(words);

    expect(readiness(closed)?.ready).toBe(false);
    expect(readiness(closed)?.reason).not.toContain('secret');
  });

  it('is spoken to by TLS, with the certificate of who issued its own', async () => {
    await freshTopics(kafka);
    const { cert } = await aBrokerWithTls();
    const open = await aDoorTo('mqtts', { MQTT_CA: cert });
    await ready(open);

    const meter = await mqtt.connectAsync(open.url, { rejectUnauthorized: false });
    await meter.publishAsync('home/power', '42', { qos: 1 });

    await expect.poll(() => open.raw()).toMatchObject([{ payload: '42' }]);
    await meter.endAsync();
  });

  it('whose certificate nobody vouches for is told nothing', async () => {
    const { other } = await aBrokerWithTls();

    const closed = await aDoorTo('mqtts');
    await expect.poll(() => readiness(closed)?.reason).toMatch(/nobody this machine trusts: set MQTT_CA/);
    await closed.stop();

    const elsewhere = await aDoorTo('mqtts', { MQTT_CA: other });
    await expect.poll(() => readiness(elsewhere)?.reason).toMatch(/issued by none of those in MQTT_CA/);
  });

  it('that speaks no TLS, or nothing but TLS, is told apart', async () => {
    await aBrokerWithTls();
    const plain = await aDoorTo('mqtt');
    await expect.poll(() => readiness(plain)?.reason).toMatch(/a port for TLS wants mqtts:\/\//);
    await plain.stop();
    await mosquitto.remove();

    mosquitto = await aMosquitto();
    const secure = await aDoorTo('mqtts');
    await expect.poll(() => readiness(secure)?.reason).toMatch(/speaks no TLS there|without TLS wants mqtt:/);
  });

  it('that is told the same client id twice says so', async () => {
    mosquitto = await aMosquitto();
    const first = await aDoorTo('mqtt', { MQTT_CLIENT_ID: 'hearth-one' });
    await ready(first);

    const second = await mqtt.connectAsync(first.url, { clientId: 'hearth-one', clean: false });

    await expect.poll(() => readiness(first)?.reason).toMatch(/another client uses the id hearth-one/);
    await second.endAsync(true);
    await ready(first);
  });
});
