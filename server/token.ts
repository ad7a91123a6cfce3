import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A secret for an address: 256 random bits. Its hash alone is kept. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** No salt: what is hashed is random itself. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
