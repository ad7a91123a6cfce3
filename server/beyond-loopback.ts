const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Who logs in by now. Until they do, nobody beyond this machine may reach their door. */
export const LOGINS: Logins = { people: true, devices: true };

export interface Logins {
  readonly people: boolean;
  readonly devices: boolean;
}

interface Listening {
  readonly host: string;
  readonly mqtt: { readonly host: string };
  readonly tls: { readonly pages: boolean };
  readonly allowPlaintext: boolean;
}

/** Why Hearth won't listen there, in one sentence; undefined when it will. */
export function whyNotListen(to: Listening, logins: Logins): string | undefined {
  return (
    withoutLogins('HEARTH_HOST', to.host, logins.people) ??
    withoutLogins('HEARTH_MQTT_HOST', to.mqtt.host, logins.devices) ??
    withoutTls(to)
  );
}

/** What the start says of what others on the network can reach, a line each. */
export function beyondThisMachine(
  { host, mqtt, tls }: Listening & { readonly mqtt: { readonly plainHost: string } },
  { mqttsUrl }: { readonly mqttsUrl: string | undefined },
): readonly string[] {
  const lines: string[] = [];
  if (!isLoopback(host) && !tls.pages)
    lines.push('Pages are served WITHOUT TLS: others on the network can read passwords and values.');
  if (!isLoopback(mqtt.plainHost))
    lines.push('MQTT is taken WITHOUT TLS: others on the network can read passwords and values.');
  else if (mqtt.plainHost !== mqtt.host && mqttsUrl !== undefined)
    lines.push(`MQTT without TLS stays on ${mqtt.plainHost}; others publish to ${mqttsUrl}.`);
  return lines;
}

/** MQTT's port without TLS stays on this machine where plain text isn't allowed: the one with TLS listens beyond it. */
export function plainMqttHost(host: string, allowPlaintext: boolean): string {
  return allowPlaintext || isLoopback(host) ? host : '127.0.0.1';
}

function withoutLogins(setting: string, host: string, haveLogins: boolean): string | undefined {
  if (haveLogins || isLoopback(host)) return undefined;
  return `${setting} is "${host}"; allowed: ${LOOPBACK.join(', ')}. Listening further needs logins, which this version does not have yet.`;
}

function withoutTls({ host, tls, allowPlaintext }: Listening): string | undefined {
  if (tls.pages || allowPlaintext || isLoopback(host)) return undefined;
  return `HEARTH_HOST is "${host}"; allowed: ${LOOPBACK.join(', ')} while pages are served without TLS. Set HEARTH_TLS=own, or HEARTH_TLS_CERT and HEARTH_TLS_KEY, or HEARTH_ALLOW_PLAINTEXT=true where others on the network may read everything.`;
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host.replace(/^::ffff:/, ''));
}
