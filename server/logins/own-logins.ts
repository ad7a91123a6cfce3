import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopback } from '@/server/beyond-loopback';
import { secretFor } from '@/server/secret-box';
import { EVERYWHERE, type Login } from './rights';

/** `machine`: tools and tests on the machine itself; `demo`: the house that is not there. */
export type OwnLogin = 'machine' | 'demo';

const OWN: Readonly<Record<OwnLogin, Login>> = {
  machine: { id: 'machine', kind: 'program', prefixes: [EVERYWHERE], reads: ['#'] },
  demo: { id: 'demo', kind: 'gateway', prefixes: ['demo'], reads: [] },
};

/** A broker's address with a login of Hearth's own: its password comes from the key in the data directory. */
export function withOwnLogin(address: string, dataDir: string, who: OwnLogin): string {
  const url = new URL(address);
  url.username = who;
  url.password = passwordOf(dataDir, who);
  return url.href;
}

/** The login of Hearth's own that comes so, from this machine; they stand in no database, and work while it is away. */
export function ownLogin(
  dataDir: string,
  user: string,
  password: Buffer | undefined,
  address: string,
): Login | undefined {
  if (!isOwn(user) || password === undefined || !isLoopback(address)) return undefined;
  return timingSafeEqual(digest(password), digest(passwordOf(dataDir, user))) ? OWN[user] : undefined;
}

function isOwn(user: string): user is OwnLogin {
  return Object.hasOwn(OWN, user);
}

function passwordOf(dataDir: string, who: OwnLogin): string {
  return secretFor(dataDir, `login ${who}`);
}

function digest(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest();
}
