import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { secretFor } from '@/server/secret-box';

const PASSWORD_BYTES = 20;
const USER_BYTES = 5;
/** Crockford's, in small letters: what somebody types on a device's console is not taken for something else. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** 160 random bits. */
export function newPassword(): string {
  return base32(randomBytes(PASSWORD_BYTES));
}

/** A user name: what it is for, and enough letters that no two are alike. */
export function newUser(kind: string): string {
  return `${kind}-${base32(randomBytes(USER_BYTES))}`;
}

const LIKE_A_USER = /^[a-z]{1,12}-[0-9a-z]{1,12}$/;

/** Somebody may have typed a password where the name belongs: what looks like none of ours is written down nowhere. */
export function looksLikeUser(name: string): boolean {
  return LIKE_A_USER.test(name);
}

function base32(bytes: Buffer): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(held >> bits) & 31];
    }
    held &= 0xff;
  }
  return text;
}

/** Hashes passwords with a key that is not in the database: a copy of it tells none of them, and lets no one guess. */
export function passwordHasher(dataDir: string): (password: string | Buffer) => Buffer {
  const key = secretFor(dataDir, 'device logins');
  return (password) => createHmac('sha256', key).update(password).digest();
}

export function isHash(hash: Buffer, stored: Buffer): boolean {
  return hash.length === stored.length && timingSafeEqual(hash, stored);
}
