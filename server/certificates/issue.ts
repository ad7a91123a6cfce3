import { createHash, createPublicKey, type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { Certificate, Extension } from 'pkijs';
import { addressBytes } from './address-bytes';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Apple's devices refuse a server certificate that holds for longer than 398 days. */
const SERVER_DAYS = 397;
/** A device whose clock is a little behind takes a new one all the same. */
const BEHIND_DAYS = 1;
const AUTHORITY_YEARS = 20;
/** Fixed, so that the CA of a machine that didn't know the time yet holds, too. */
const AUTHORITY_FROM = new Date('2026-01-01T00:00:00Z');

const COMMON_NAME = '2.5.4.3';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
};
/** Bits of keyUsage, the first is the highest. */
const SIGNS_CERTIFICATES = 0b0000_0110;
const SIGNS = 0b1000_0000;
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** Private keys: each has its public one with it. */
interface Issuing {
  readonly issuerKey: KeyObject;
  readonly subjectKey: KeyObject;
  readonly subject: string;
  readonly from: Date;
  readonly until: Date;
  extensions(tools: Tools): readonly Extension[];
}

/** The certificate of a CA, PEM. The same key always has the same name: who trusts an earlier one trusts this one, too. */
export function issueAuthority(key: KeyObject, now: Date): Promise<string> {
  const until = new Date(Math.max(now.getTime(), AUTHORITY_FROM.getTime()));
  until.setUTCFullYear(until.getUTCFullYear() + AUTHORITY_YEARS);
  return issue({
    issuerKey: key,
    subjectKey: key,
    subject: authorityName(key),
    from: AUTHORITY_FROM,
    until,
    extensions: (tools) => [
      extension(tools, EXTENSION.basicConstraints, anAuthority(tools), true),
      extension(tools, EXTENSION.keyUsage, keyUsage(tools, SIGNS_CERTIFICATES), true),
    ],
  });
}

/** A server's certificate for these names and addresses, PEM. */
export function issueServer(
  keys: { readonly authority: KeyObject; readonly server: KeyObject },
  names: readonly string[],
  now: Date,
): Promise<string> {
  const from = new Date(now.getTime() - BEHIND_DAYS * DAY_MS);
  return issue({
    issuerKey: keys.authority,
    subjectKey: keys.server,
    subject: 'Hearth',
    from,
    until: new Date(from.getTime() + SERVER_DAYS * DAY_MS),
    extensions: (tools) => [
      extension(tools, EXTENSION.basicConstraints, notAnAuthority(tools), true),
      extension(tools, EXTENSION.keyUsage, keyUsage(tools, SIGNS), true),
      extension(tools, EXTENSION.extKeyUsage, extKeyUsage(tools)),
      extension(tools, EXTENSION.authorityKeyIdentifier, authorityKeyIdentifier(tools, keys.authority)),
      extension(tools, EXTENSION.subjectAltName, alternativeNames(tools, names)),
    ],
  });
}

async function issue({ issuerKey, subjectKey, subject, from, until, extensions }: Issuing): Promise<string> {
  const tools = await loadTools();
  const { asn1, pki } = tools;
  const certificate = new pki.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1.Integer({ valueHex: serialNumber() });
  nameInto(tools, certificate.issuer, authorityName(issuerKey));
  nameInto(tools, certificate.subject, subject);
  certificate.notBefore = timeOf(tools, from);
  certificate.notAfter = timeOf(tools, until);
  certificate.subjectPublicKeyInfo = new pki.PublicKeyInfo({
    schema: asn1.fromBER(exactBytes(publicBytes(subjectKey))).result,
  });
  const identifier = new asn1.OctetString({ valueHex: exactBytes(keyIdentifier(subjectKey)) });
  certificate.extensions = [
    extension(tools, EXTENSION.subjectKeyIdentifier, identifier.toBER()),
    ...extensions(tools),
  ];
  await certificate.sign(await signingKey(issuerKey), 'SHA-256');
  return pemOf(certificate);
}

/** Loaded when something is issued: a start with nothing to issue is quicker and smaller without them. */
async function loadTools() {
  const [asn1, pki] = await Promise.all([import('asn1js'), import('pkijs')]);
  return { asn1, pki };
}
type Tools = Awaited<ReturnType<typeof loadTools>>;

function authorityName(key: KeyObject): string {
  return `Hearth CA ${keyIdentifier(key).toString('hex', 0, 4)}`;
}

function nameInto({ asn1, pki }: Tools, name: Certificate['subject'], common: string): void {
  const value = new asn1.Utf8String({ value: common });
  name.typesAndValues = [new pki.AttributeTypeAndValue({ type: COMMON_NAME, value })];
}

/** From 2050 on another type of the standard holds moments. */
function timeOf({ pki }: Tools, moment: Date) {
  const type = moment.getUTCFullYear() < 2050 ? pki.TimeType.UTCTime : pki.TimeType.GeneralizedTime;
  return new pki.Time({ type, value: moment });
}

function extension({ pki }: Tools, extnID: string, extnValue: ArrayBuffer, critical = false): Extension {
  return new pki.Extension({ extnID, critical, extnValue });
}

/** It issues servers' certificates and no CAs'. */
function anAuthority({ pki }: Tools): ArrayBuffer {
  return new pki.BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema().toBER();
}

function notAnAuthority({ pki }: Tools): ArrayBuffer {
  return new pki.BasicConstraints({ cA: false }).toSchema().toBER();
}

function keyUsage({ asn1 }: Tools, bits: number): ArrayBuffer {
  const unusedBits = Math.log2(bits & -bits);
  return new asn1.BitString({ valueHex: exactBytes(Buffer.from([bits])), unusedBits }).toBER();
}

function extKeyUsage({ pki }: Tools): ArrayBuffer {
  return new pki.ExtKeyUsage({ keyPurposes: [SERVER_AUTH] }).toSchema().toBER();
}

function authorityKeyIdentifier({ asn1, pki }: Tools, authority: KeyObject): ArrayBuffer {
  const keyIdentifierOf = new asn1.OctetString({ valueHex: exactBytes(keyIdentifier(authority)) });
  return new pki.AuthorityKeyIdentifier({ keyIdentifier: keyIdentifierOf }).toSchema().toBER();
}

function alternativeNames({ asn1, pki }: Tools, names: readonly string[]): ArrayBuffer {
  const all = names.map((name) =>
    isIP(name) === 0
      ? new pki.GeneralName({ type: DNS_NAME, value: name })
      : new pki.GeneralName({
          type: IP_ADDRESS,
          value: new asn1.OctetString({ valueHex: exactBytes(addressBytes(name)) }),
        }),
  );
  return new pki.GeneralNames({ names: all }).toSchema().toBER();
}

/** Positive and without a leading zero, as the encoding wants it. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return exactBytes(bytes);
}

/** Short, and the same for every certificate of the key (RFC 7093, method 4). */
function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha256').update(publicBytes(key)).digest().subarray(0, 20);
}

function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function signingKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const bytes = key.export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', bytes, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}

function exactBytes(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function pemOf(certificate: Certificate): string {
  const base64 = Buffer.from(certificate.toSchema(true).toBER()).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
