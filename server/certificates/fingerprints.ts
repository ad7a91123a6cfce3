import { createHash, type KeyObject, type X509Certificate } from 'node:crypto';

/** What a person compares, and what devices without room for a CA are told. */
export interface Fingerprints {
  /** Of the certificate, in colon hex, as browsers and openssl show it. */
  readonly sha256: string;
  /** Of the certificate: what `setFingerprint` of an ESP8266 takes. Another one after each renewal. */
  readonly sha1: string;
  /** Of the public key, what Tasmota's MqttFingerprint takes; it outlives renewals. Undefined for EC, which Tasmota pins never. */
  readonly tasmota: string | undefined;
}

export function fingerprintsOf(certificate: X509Certificate): Fingerprints {
  return {
    sha256: certificate.fingerprint256,
    sha1: certificate.fingerprint,
    tasmota: tasmotaFingerprint(certificate.publicKey),
  };
}

/**
 * Tasmota's fingerprint of the second kind: SHA-1 over "ssh-rsa", exponent and modulus, each after its length in four bytes
 * (arendst/Tasmota, `pubkeyfingerprint_pubkey_fingerprint` in WiFiClientSecureLightBearSSL.cpp). With a fingerprint set it
 * offers RSA alone: "setPubKeyFingerprint() forces _rsa_only" (arendst/Tasmota#24928, #22656).
 */
function tasmotaFingerprint(key: KeyObject): string | undefined {
  const { kty, e = '', n = '' } = key.export({ format: 'jwk' });
  if (kty !== 'RSA') return undefined;
  const hash = createHash('sha1');
  for (const part of [Buffer.from('ssh-rsa'), Buffer.from(e, 'base64url'), Buffer.from(n, 'base64url')]) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    hash.update(length).update(part);
  }
  return hash.digest('hex').toUpperCase().match(/../g)?.join(' ');
}
