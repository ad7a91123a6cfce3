import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORM = 'v1';

/** What was sealed with another key, or changed since. */
export class CannotOpen extends Error {}

/** Seals secrets that have to be read again, so that a copy of the database alone tells none of them. */
export interface SecretBox {
  seal(secret: string): string;
  /** Throws `CannotOpen`. */
  open(sealed: string): string;
}

/** The key lies in the data directory, for its owner's eyes alone; it is made when it is first needed. */
export function secretBoxIn(dataDir: string): SecretBox {
  const file = path.join(dataDir, 'secret.key');
  return {
    seal: (secret) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, keyIn(file), nonce);
      const bytes = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${FORM}.${Buffer.concat([nonce, cipher.getAuthTag(), bytes]).toString('base64')}`;
    },
    open: (sealed) => {
      const [form, text = ''] = sealed.split('.');
      const bytes = Buffer.from(text, 'base64');
      if (form !== FORM || !existsSync(file)) throw cannotOpen(file);
      try {
        const decipher = createDecipheriv(ALGORITHM, keyIn(file), bytes.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]).toString('utf8');
      } catch {
        throw cannotOpen(file);
      }
    },
  };
}

/** A secret of its own for each purpose, from the same key: what one signs, none of the others takes. */
export function secretFor(dataDir: string, purpose: string): string {
  const key = keyIn(path.join(dataDir, 'secret.key'));
  return Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES)).toString('base64url');
}

function cannotOpen(file: string): CannotOpen {
  return new CannotOpen(
    `What is kept secret in the database was sealed with another key than the one in ${file}: enter it again, or bring that file back.`,
  );
}

function keyIn(file: string): Buffer {
  if (!existsSync(file)) makeKey(file);
  return Buffer.from(readFileSync(file, 'utf8'), 'base64');
}

/** Linked into place: of two that make one at the same time the second takes the first one's. */
function makeKey(file: string): void {
  const own = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(own, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(own, { force: true });
  }
}
