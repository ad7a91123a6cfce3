/**
 * What is wrong: `away`, it doesn't answer or can't take anything just now; `settings`, of Hearth's own; `credentials`, it
 * refuses who asks; `rights`, who asks may not do that; `stranger`, no search server that Hearth knows; `template`, its
 * templates or indices are not as Hearth needs them; `refused`, it takes nothing of what it is sent.
 */
export type FaultKind = 'away' | 'settings' | 'credentials' | 'rights' | 'stranger' | 'template' | 'refused';

/** Nothing can be written for now; one sentence says why and what mends it. */
export class SearchFault extends Error {
  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message);
    this.name = 'SearchFault';
  }
}

/** Why a search server could not be reached, in one sentence. */
export function unreachable(url: string, error: unknown): SearchFault {
  const code = codeOf(error);
  const known = WORDS[code];
  if (known !== undefined) return new SearchFault(known.kind, known.says(new URL(url)));
  const reason = error instanceof Error ? error.message : String(error);
  return new SearchFault('away', `${new URL(url).host} doesn't answer: ${reason}${code && ` (${code})`}.`);
}

interface Words {
  readonly kind: FaultKind;
  says(url: URL): string;
}

const certificate = (says: (url: URL) => string): Words => ({ kind: 'settings', says });
const away = (says: (url: URL) => string): Words => ({ kind: 'away', says });
const unknownIssuer = certificate(
  ({ host }) =>
    `The certificate of ${host} was issued by nobody this machine trusts: give Hearth the certificate of its issuer (CA).`,
);
const noHost = away(({ hostname }) => `There is no host named ${hostname}.`);
const silent = away(({ host }) => `${host} doesn't answer in time.`);
const noHttp = certificate(({ host, protocol }) =>
  protocol === 'https:'
    ? `${host} speaks no TLS: its address begins with http:// then.`
    : `${host} speaks no plain HTTP: its address begins with https:// perhaps.`,
);

const WORDS: Readonly<Record<string, Words>> = {
  ENOTFOUND: noHost,
  EAI_AGAIN: noHost,
  ECONNREFUSED: away(({ host }) => `Nothing listens at ${host}.`),
  EHOSTUNREACH: away(({ hostname }) => `There is no way to ${hostname}.`),
  ECONNRESET: away(({ host }) => `${host} closed the connection.`),
  UND_ERR_CONNECT_TIMEOUT: silent,
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: silent,
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  CERT_SIGNATURE_FAILURE: unknownIssuer,
  CERT_HAS_EXPIRED: certificate(({ host }) => `The certificate of ${host} has expired.`),
  ERR_TLS_CERT_ALTNAME_INVALID: certificate(
    ({ hostname }) => `The certificate is not for the name ${hostname}: use the name that it is for.`,
  ),
  ERR_SSL_WRONG_VERSION_NUMBER: noHttp,
  EPROTO: noHttp,
  UND_ERR_SOCKET: away(({ host }) => `${host} closed the connection without an answer.`),
  HPE_INVALID_CONSTANT: noHttp,
  ERR_OSSL_PEM_NO_START_LINE: certificate(() => 'The given certificate (CA) is no certificate in PEM form.'),
};

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: { code?: string } };
  return code ?? cause?.code ?? '';
}
