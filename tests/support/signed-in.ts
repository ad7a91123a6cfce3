import { randomBytes } from 'node:crypto';
import type { PersonRole, Sight } from '@/contracts/people';
import type { Database } from '@/server/database';
import { openDatabase } from '@/server/database';
import { addPerson, type Seat, setUpHere, signIn } from '@/server/people/commands';
import { openPeople, type People } from '@/server/people/queries';

export const SEAT: Seat = { address: '127.0.0.1', userAgent: 'test', cookie: '' };
const PASSWORD = 'hearth under test';
const HERE = { who: 'test', address: undefined };

/** Somebody who is signed in, as their browser has it. */
export interface SignedInPerson {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** The header that their browser sends. */
  readonly cookie: string;
}

interface Home {
  readonly database: Pick<Database, 'pool' | 'prisma'>;
  readonly dataDir: string;
  /** Where it is reached, when cookies are to be those of TLS. */
  readonly url?: string;
}

export function peopleOf({ database, dataDir, url = 'http://127.0.0.1' }: Home): People {
  return openPeople(database, { dataDir, url });
}

/** A new person of this home, signed in. */
export async function aPerson(
  home: Home,
  { role = 'admin', sight = 'all' }: { readonly role?: PersonRole; readonly sight?: Sight } = {},
): Promise<SignedInPerson> {
  const email = `${role}-${randomBytes(4).toString('hex')}@example.org`;
  const person = { name: `The ${role}`, email, password: PASSWORD };
  const made = await addPerson(home.database, person, { role, sight }, HERE);
  if ('refused' in made) throw new Error(made.refused.problem);
  return { id: made.done.id, email, password: PASSWORD, cookie: await cookieOf(peopleOf(home), person) };
}

/** The cookie of a new session. */
export async function cookieOf(
  people: People,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<string> {
  const signed = await signIn(people, { email, password, stays: true }, SEAT);
  if ('refused' in signed) throw new Error(signed.refused.problem);
  return signed.done.setCookies.map((line) => line.split(';')[0]).join('; ');
}

/** Sets the home of a running Hearth up, if nobody has; answers with its admin's cookie. */
export async function adminCookie({
  databaseUrl,
  ...home
}: Pick<Home, 'dataDir' | 'url'> & {
  readonly databaseUrl: string;
}): Promise<string> {
  const database = openDatabase(databaseUrl);
  try {
    const admin = { name: 'Ada Admin', email: 'ada@example.org', password: PASSWORD };
    const { rows } = await database.pool.query<{ zone: string }>('SELECT time_zone AS zone FROM home');
    await setUpHere(database, admin, {
      name: 'Home',
      timeZone: rows[0]?.zone ?? 'UTC',
      currency: 'EUR',
      language: 'en',
      units: 'metric',
    });
    return await cookieOf(peopleOf({ ...home, database }), admin);
  } finally {
    await database.close();
  }
}
