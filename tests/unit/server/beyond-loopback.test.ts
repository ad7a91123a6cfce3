import { describe, expect, it } from 'vitest';
import { beyondThisMachine, plainMqttHost, whyNotListen } from '@/server/beyond-loopback';

const home = { host: '127.0.0.1', mqtt: { host: '127.0.0.1' }, tls: { pages: false }, allowPlaintext: false };
const everybody = { people: true, devices: true };

describe('whyNotListen', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])('has nothing against %s', (host) => {
    expect(
      whyNotListen({ ...home, host, mqtt: { host } }, { people: false, devices: false }),
    ).toBeUndefined();
  });

  it.each([
    [
      'HEARTH_HOST',
      { ...home, host: '0.0.0.0', tls: { pages: true }, allowPlaintext: true },
      { people: false, devices: true },
    ],
    [
      'HEARTH_MQTT_HOST',
      { ...home, mqtt: { host: '0.0.0.0' }, allowPlaintext: true },
      { people: true, devices: false },
    ],
  ])('keeps %s on this machine while nobody logs in there, TLS or not', (setting, to, logins) => {
    expect(whyNotListen(to, logins)).toMatch(
      new RegExp(`^${setting} is "0.0.0.0"; allowed: .* needs logins`),
    );
  });

  it('keeps pages without TLS on this machine, with logins too, unless plain text is allowed', () => {
    const beyond = { ...home, host: '0.0.0.0' };

    expect(whyNotListen(beyond, everybody)).toMatch(
      /^HEARTH_HOST is "0.0.0.0"; allowed: .* while pages are served without TLS/,
    );
    expect(whyNotListen({ ...beyond, allowPlaintext: true }, everybody)).toBeUndefined();
    expect(whyNotListen({ ...beyond, tls: { pages: true } }, everybody)).toBeUndefined();
  });

  it('lets MQTT listen beyond this machine once devices log in: its port there has TLS', () => {
    expect(whyNotListen({ ...home, mqtt: { host: '0.0.0.0' } }, everybody)).toBeUndefined();
  });
});

it('is said at the start: what others on the network reach, and what they could read', () => {
  const said = (own: object, plainHost: string, host = '127.0.0.1') =>
    beyondThisMachine(
      { ...home, ...own, mqtt: { host, plainHost } },
      { mqttsUrl: 'mqtts://192.168.1.7:8883' },
    );

  expect(said({}, '127.0.0.1')).toEqual([]);
  expect(said({ host: '0.0.0.0', tls: { pages: true } }, '127.0.0.1')).toEqual([]);
  expect(said({ host: '0.0.0.0' }, '127.0.0.1')).toEqual([
    expect.stringMatching(/^Pages are served WITHOUT TLS/),
  ]);
  expect(said({}, '0.0.0.0', '0.0.0.0')).toEqual([expect.stringMatching(/^MQTT is taken WITHOUT TLS/)]);
  expect(said({}, '127.0.0.1', '0.0.0.0')).toEqual([
    'MQTT without TLS stays on 127.0.0.1; others publish to mqtts://192.168.1.7:8883.',
  ]);
});

it.each([
  ['127.0.0.1', false, '127.0.0.1'],
  ['::1', false, '::1'],
  ['0.0.0.0', false, '127.0.0.1'],
  ['192.168.1.7', false, '127.0.0.1'],
  ['0.0.0.0', true, '0.0.0.0'],
])('MQTT without TLS on %s, plain text allowed %s: listens on %s', (host, allowed, plainHost) => {
  expect(plainMqttHost(host, allowed)).toBe(plainHost);
});
