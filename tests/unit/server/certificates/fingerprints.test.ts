import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { fingerprintsOf } from '@/server/certificates/fingerprints';

// Made with openssl; the fingerprints, Tasmota's too, were worked out by openssl and Python.
const RSA = `
-----BEGIN CERTIFICATE-----
MIIDBTCCAe2gAwIBAgIUY41OQe6KXrX+KEcaKRM43aGhy2QwDQYJKoZIhvcNAQEL
BQAwETEPMA0GA1UEAwwGSGVhcnRoMCAXDTI2MTEyOTIwNTk0OFoYDzIxMjYxMTA1
MjA1OTQ4WjARMQ8wDQYDVQQDDAZIZWFydGgwggEiMA0GCSqGSIb3DQEBAQUAA4IB
DwAwggEKAoIBAQDHArRaWkuguOZ9g3VRXTkzAM+HqU/GP53KvruFRS7tDbYDOrAU
ff4isFLDuM2J+0n9hg6lD+vUCLJAlSxy40GoekmcZltrq4EE9yIp+8E0bYr9ilgA
AlzkrZvUfrhSNQPigakkXgkFk4N/cAGDMyDou2QKpIZHjzpsa6zW2372kFW+UaZ9
szBRnpSSqdjoxYuwuUTHV03K9X62ZsYAzNxmT171FnvWzDIsVG2mU4r4RcOt8PHp
47OLykhFM4F0btuF61jUcpE7dsuQbwa4DMVoVPcE2zywF22k6on4kV1zrgRpzQ41
Al3KOJlPyg/fVuBf/yv3KO8emY7zO82T07YnAgMBAAGjUzBRMB0GA1UdDgQWBBQz
iROrXu5Qiios1YKwc8rviApyqTAfBgNVHSMEGDAWgBQziROrXu5Qiios1YKwc8rv
iApyqTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQDF0dM+dLkF
XStxPvE9D6LZ4fCw+0M2WXUuC7xSz+j7+ZDFrGZVAI33jhLT1ANSxJ8KwuCH5DBi
QzY+oeDvsDTx8THfZn4DVRroJ7WtLb70BDAIh1FJ1ZFgcgCc8wmnuvRQXrRg70BE
Wl543TWGFqexXrz3viyEnzslcDn+HDa1JT+uKgAgTfVHvNiTWBZX2bg+ahz5C4wb
jv5p8lTQIu0cLZZW0yYWkEOb1GYikciNwxTl9yLqNqdBC4P4A+2QNTqREV+upcfD
nDKjoaGjS8VBbf4VfKfgCpK/i9iTrAAa6RXsaQCIla6mWwXNN+6JKHl+Dyd8/A5O
e0I48i/ceYzT
-----END CERTIFICATE-----
`;

it('are those that openssl shows, and the one that Tasmota works out from the key', () => {
  expect(fingerprintsOf(new X509Certificate(RSA))).toEqual({
    sha256: '93:07:7C:8A:44:1C:8B:5B:B1:DD:49:A8:5A:5B:B6:EB:52:BB:C4:CE:6A:5E:D3:53:E1:F5:19:7E:4B:F4:D5:A1',
    sha1: '53:DC:BF:77:FA:85:C5:63:9B:C4:44:73:88:E6:66:35:1E:02:4B:23',
    tasmota: 'B8 76 7D 77 9F F3 6A 11 FC F3 AD 45 E9 E9 01 C3 7E CA E7 FF',
  });
});
