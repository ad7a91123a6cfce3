import type { BrokerSettings } from '@/server/config';

/** CONNACK's return codes. */
const WRONG_PROTOCOL = 1;
const WRONG_ID = 2;
const NOT_READY = 3;
const WRONG_LOGIN = 4;
const NOT_ALLOWED = 5;

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

type At = Pick<BrokerSettings, 'url' | 'user' | 'caFile'> & { readonly clientId: string };

/** Why there is no connection to the broker, and what to do, in one sentence that holds no secret. `wasOpen`: it had let us in. */
export function linkProblem(error: Error, at: At, wasOpen: boolean): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNRESET' || code === 'EPIPE') return closedProblem(at, wasOpen);
  const broker = `The MQTT broker at ${at.url}`;
  if (typeof code === 'number') return `${broker} ${refusal(code, at)}`;
  if (typeof code === 'string' && UNTRUSTED.has(code)) return `${broker} ${distrust(at)}`;
  if (code === 'CERT_HAS_EXPIRED') return `${broker} has a certificate that has expired: renew it.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `${broker} has a certificate for another name: set MQTT_URL to the name in it.`;
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return `${broker} speaks no TLS there: set MQTT_URL to its port for TLS, or to an mqtt:// address.`;
  return `${broker} can't be reached (${error.message || code}): start it, or mend MQTT_URL.`;
}

/** The connection ended without a word. */
export function closedProblem(at: At, wasOpen: boolean): string {
  const broker = `The MQTT broker at ${at.url}`;
  if (wasOpen)
    return `${broker} closed the connection; if it does so again and again, another client uses the id ${at.clientId}.`;
  const hint = at.url.startsWith('mqtts:') ? 'without TLS wants mqtt://' : 'for TLS wants mqtts://';
  return `${broker} closed the connection before it let anyone in: mend MQTT_URL, a port ${hint}.`;
}

function refusal(code: number, { user, clientId }: At): string {
  if (code === WRONG_PROTOCOL) return 'speaks no MQTT 3.1.1.';
  if (code === WRONG_ID) return `refuses the client id ${clientId}: set MQTT_CLIENT_ID.`;
  if (code === NOT_READY) return 'says that it is not available now.';
  if (code !== WRONG_LOGIN && code !== NOT_ALLOWED) return `refuses the connection with code ${code}.`;
  return user === undefined
    ? 'lets nobody in without a login: set MQTT_USER and MQTT_PASSWORD.'
    : 'refuses the login: bad user name or password in MQTT_USER and MQTT_PASSWORD, or the user may not connect.';
}

function distrust({ caFile }: At): string {
  return caFile === undefined
    ? 'has a certificate issued by nobody this machine trusts: set MQTT_CA to the certificate of who issued it.'
    : 'has a certificate that was issued by none of those in MQTT_CA.';
}
