import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { LoginRights } from '@/contracts/device-login';

/** What Mosquitto's own tool takes; whoever has the hash can't try 160 random bits, however few the rounds. */
const ROUNDS = 1_000;
// Mosquitto 2.0 reads no other length.
const SALT_BYTES = 12;
const HASH_BYTES = 64;

/** A login as Mosquitto's files name it. */
export interface MosquittoLogin extends LoginRights {
  readonly id: string;
  readonly name: string;
  /** Null: its password was made before Hearth kept one for Mosquitto. */
  readonly mosquittoHash: string | null;
  /** The password before holds in Hearth, too. */
  readonly hasTwo: boolean;
}

/** A password as Mosquitto's password file holds it: PBKDF2 with SHA-512. */
export async function mosquittoHash(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await promisify(pbkdf2)(password, salt, ROUNDS, HASH_BYTES, 'sha512');
  return `$7$${ROUNDS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Mosquitto's `password_file`: who gets in. No remarks: `mosquitto_passwd` takes them for damage, and drops what follows. */
export function passwordFile(logins: readonly MosquittoLogin[]): string {
  return fileOf(logins.flatMap(({ id, mosquittoHash: hash }) => (hash === null ? [] : [`${id}:${hash}`])));
}

/** Mosquitto's `acl_file`: what each may publish and is handed, as in Hearth. Whoever isn't named may nothing. */
export function aclFile(logins: readonly MosquittoLogin[]): string {
  const readsAll = logins.some(({ reads }) => reads.includes('#'));
  return fileOf([
    '# What logins of Hearth may, for Mosquitto: acl_file.',
    ...(readsAll
      ? []
      : ['#', '# Hearth itself needs a login of kind program that reads #: MQTT_USER and MQTT_PASSWORD.']),
    ...logins.flatMap(({ id, name, prefixes, reads, ...passwords }) => [
      '',
      `# ${oneLine(name)}${remarkOn(passwords)}`,
      `user ${id}`,
      // Of the prefix itself and all below.
      ...prefixes.map((prefix) => ruleOf('readwrite', `${prefix}/#`)),
      ...reads.map((filter) => ruleOf('read', filter)),
    ]),
  ]);
}

function remarkOn({ mosquittoHash: hash, hasTwo }: Pick<MosquittoLogin, 'mosquittoHash' | 'hasTwo'>): string {
  if (hash === null) return '. Not in the password file: give it a new password, and take both files again.';
  return hasTwo ? '. The password file holds its new password alone.' : '';
}

function ruleOf(access: 'read' | 'readwrite', filter: string): string {
  if (filter === oneLine(filter)) return `topic ${access} ${filter}`;
  return `# left out, for a file can't hold it: ${oneLine(filter)}`;
}

/** A line that began another one would be another rule. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').trim();
}

function fileOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
