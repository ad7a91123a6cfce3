import { describe, expect, it } from 'vitest';
import { closedProblem, linkProblem } from '@/server/ingest/external/link-problem';

const AT = { url: 'mqtts://broker:8883', user: 'hearth', caFile: undefined, clientId: 'hearth-1' };

function failure(code: string | number, message = 'failed'): Error {
  return Object.assign(new Error(message), { code });
}

describe('linkProblem', () => {
  it.each([
    [1, 'speaks no MQTT 3.1.1'],
    [2, 'refuses the client id hearth-1: set MQTT_CLIENT_ID'],
    [3, 'not available now'],
    [4, 'bad user name or password'],
    [5, 'bad user name or password'],
    [135, 'refuses the connection with code 135'],
    ['ECONNREFUSED', "can't be reached (failed): start it, or mend MQTT_URL"],
    ['ECONNRESET', 'closed the connection before it let anyone in'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'set MQTT_CA'],
    ['CERT_HAS_EXPIRED', 'has expired: renew it'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'a certificate for another name'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'speaks no TLS there'],
  ])('says of %s what to do, in one sentence', (code, words) => {
    const problem = linkProblem(failure(code), AT, false);

    expect(problem).toContain(words);
    expect(problem).toMatch(/^The MQTT broker at mqtts:\/\/broker:8883 [^\n]*\.$/);
  });

  it('tells a missing login from a wrong one', () => {
    expect(linkProblem(failure(5), { ...AT, user: undefined }, false)).toContain('set MQTT_USER');
  });

  it('tells who was let in from who was not', () => {
    expect(closedProblem(AT, true)).toContain('another client uses the id hearth-1');
    expect(closedProblem(AT, false)).toContain('without TLS wants mqtt://');
    expect(closedProblem({ ...AT, url: 'mqtt://broker' }, false)).toContain('for TLS wants mqtts://');
  });
});
