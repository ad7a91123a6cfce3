import 'server-only';
import { z } from 'zod';
import { type Credentials, LOGIN_KINDS, type LoginLine } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';
import * as commands from '@/server/logins/commands';
import { readLogins, readSeenLogin, type SeenLogin } from '@/server/logins/queries';
import { handedToPages } from '@/server/web/queries';
import { actor, whoMay } from './asking';
import { database } from './database';

const Text = z.string().max(10_000).catch('');
/** One a line, as they are typed. */
const Lines = Text.transform((text) =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean),
);
const Wish = z.object({
  name: Text,
  kind: z.enum(LOGIN_KINDS).catch('sensor'),
  prefixes: Lines,
  reads: Lines,
});

export interface LoginWish {
  readonly name: string;
  readonly kind: string;
  readonly prefixes: string;
  readonly reads: string;
}

export async function logins(): Promise<readonly LoginLine[]> {
  await whoMay('run');
  return readLogins(database());
}

/** A login, with what it feeds and what was seen of it; undefined: there is none. */
export async function login(user: string): Promise<SeenLogin | undefined> {
  await whoMay('run');
  return readSeenLogin(database(), Text.parse(user));
}

export async function addLogin(wish: LoginWish): Promise<Outcome<Credentials>> {
  await whoMay('run');
  return commands.addLogin(database(), handedToPages().dataDir, Wish.parse(wish), await actor());
}

export async function rotateLogin(user: string): Promise<Outcome<Credentials>> {
  await whoMay('run');
  return commands.rotateLogin(database(), handedToPages().dataDir, Text.parse(user), await actor());
}

export async function revokeLogin(user: string): Promise<Outcome<null>> {
  await whoMay('run');
  return commands.revokeLogin(database(), Text.parse(user), await actor());
}

/** For a Mosquitto of one's own: who gets in, or what each may. */
export async function mosquittoFile(which: 'password-file' | 'acl-file'): Promise<string> {
  await whoMay('run');
  return commands.takeMosquittoFile(database(), which, await actor());
}

/** Where devices find the broker: with TLS, and without on this machine; undefined where another process takes MQTT. */
export async function brokerAddresses() {
  await whoMay('run');
  return handedToPages().brokerAddresses();
}
