import type pg from 'pg';
import { UNIT_PRESETS } from '@/contracts/display';
import { type PersonRole, ROLE_NAMES } from '@/contracts/people';
import { LANGUAGES } from '@/contracts/quantity-words';
import type { Outcome } from '@/contracts/registry';
import { recordEvent } from '@/server/audit';
import { inTransaction } from '@/server/database';
import { findLink, type LinkKind, makeLink, type OneTimeLink, spend, withdrawLinks } from './links';
import { hashPassword, passwordProblem } from './passwords';
import type { People } from './people';
import { insertPerson, type NewPerson, readNewPerson } from './persons';
import { type Seat, type SignedIn, signIn } from './sign-in';

type Pool = Pick<People, 'pool'>;
type Asked = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** What its first admin says of the home. */
export interface HomeWords {
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly language: string;
  readonly units: string;
}

const SETUP_HOURS = 24 * 7;
const GONE = 'This link works no more: it was used, withdrawn, or too old. Ask for another one.';
const HOME_CHARACTERS = 80;

/** Until somebody is its admin, a home shows nothing. */
export async function hasAdmin({ pool }: { readonly pool: Asked }): Promise<boolean> {
  const { rowCount } = await pool.query("SELECT 1 FROM person WHERE role = 'admin' LIMIT 1");
  return rowCount === 1;
}

/** The path at which the first admin is made, anew at every start until there is one: earlier ones work no more. */
export async function setupPath(people: Pool): Promise<string | undefined> {
  if (await hasAdmin(people)) return undefined;
  return inTransaction(people, async (client) => {
    await withdrawLinks(client, 'setup');
    return makeLink(client, { kind: 'setup', by: 'local', hours: SETUP_HOURS });
  });
}

/** Makes the first admin and names the home, and signs them in. */
export async function setUp(
  people: People,
  request: { readonly token: string; readonly person: NewPerson; readonly home: HomeWords },
  seat: Seat,
): Promise<Outcome<SignedIn>> {
  return enter(people, request, seat, 'setup', async (client) => {
    // Two that hold the link at once: the second finds an admin.
    if (await hasAdmin({ pool: client })) return { refused: { problem: GONE } };
    return writeHome(client, request.home);
  });
}

/** The first admin and the home, from a script on the machine itself: it needs no link. */
export async function setUpHere(
  people: Pool,
  person: NewPerson,
  home: HomeWords,
): Promise<Outcome<{ readonly id: string }>> {
  const read = await readNewPerson(person);
  if ('refused' in read) return read;
  return inTransaction(people, async (client) => {
    await client.query('LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE');
    if (await hasAdmin({ pool: client })) return { refused: { problem: 'This home has an admin already.' } };
    const named = await writeHome(client, home);
    if ('refused' in named) return named;
    await withdrawLinks(client, 'setup');
    const made = await insertPerson(client, read.done, { role: 'admin', sight: 'all' });
    if ('done' in made) await record(client, read.done.email, 'home set up', undefined, { role: 'admin' });
    return made;
  });
}

/** Takes an invitation, and signs in. */
export function acceptInvitation(
  people: People,
  request: { readonly token: string; readonly person: NewPerson },
  seat: Seat,
): Promise<Outcome<SignedIn>> {
  return enter(people, request, seat, 'invitation', async () => ({ done: null }));
}

async function enter(
  people: People,
  { token, person }: { readonly token: string; readonly person: NewPerson },
  seat: Seat,
  kind: LinkKind,
  first: (client: pg.PoolClient) => Promise<Outcome<null>>,
): Promise<Outcome<SignedIn>> {
  // Before anything costs time: who holds no link gets no password hashed.
  if ((await findLink(people.pool, token))?.kind !== kind) return { refused: { problem: GONE } };
  const read = await readNewPerson(person);
  if ('refused' in read) return read;
  const outcome = await allOrNothing(people, async (client) => {
    await client.query('LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE');
    const link = await findLink(client, token);
    if (link?.kind !== kind || !(await spend(client, link))) return { refused: { problem: GONE } };
    const prepared = await first(client);
    if ('refused' in prepared) return prepared;
    const standing = { role: roleOf(link), sight: link.sight };
    const made = await insertPerson(client, read.done, standing);
    if ('done' in made)
      await record(
        client,
        read.done.email,
        kind === 'setup' ? 'home set up' : 'invitation taken',
        seat.address,
        {
          role: ROLE_NAMES[standing.role],
        },
      );
    return made;
  });
  if ('refused' in outcome) return outcome;
  return signIn(people, { email: read.done.email, password: person.password, stays: true }, seat);
}

/** Sets the password of whom the link is for; every session of theirs ends, and they sign in anew. */
export async function setNewPassword(
  people: People,
  { token, password }: { readonly token: string; readonly password: string },
  seat: Seat,
): Promise<Outcome<SignedIn>> {
  const person = await personOfReset(people, token);
  if (person === undefined) return { refused: { problem: GONE } };
  const problem = await passwordProblem(password, person);
  if (problem !== undefined) return { refused: { problem, field: 'password' } };
  const hash = await hashPassword(password);
  const outcome = await allOrNothing(people, async (client) => {
    const link = await findLink(client, token);
    if (link === undefined || !(await spend(client, link))) return { refused: { problem: GONE } };
    await writePassword(client, person.id, hash);
    await client.query('DELETE FROM session WHERE person_id = $1', [person.id]);
    await record(client, person.email, 'password set by link', seat.address, {});
    return { done: null };
  });
  if ('refused' in outcome) return outcome;
  return signIn(people, { email: person.email, password, stays: true }, seat);
}

export async function writePassword(client: pg.PoolClient, personId: string, hash: string): Promise<void> {
  await client.query(
    "UPDATE account SET password = $2, updated_at = now() WHERE person_id = $1 AND provider_id = 'credential'",
    [personId, hash],
  );
}

interface Whom {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

async function personOfReset({ pool }: Pool, token: string): Promise<Whom | undefined> {
  const link = await findLink(pool, token);
  if (link?.kind !== 'reset') return undefined;
  const { rows } = await pool.query<Whom>('SELECT id, name, email FROM person WHERE id = $1', [
    link.personId,
  ]);
  return rows[0];
}

/** What the page of a link says; undefined: it works no more. */
export async function readLink(
  people: Pool,
  token: string,
): Promise<{ readonly kind: LinkKind; readonly role: PersonRole; readonly name: string | null } | undefined> {
  const link = await findLink(people.pool, token);
  if (link === undefined) return undefined;
  const person = link.kind === 'reset' ? await personOfReset(people, token) : undefined;
  return { kind: link.kind, role: roleOf(link), name: person?.name ?? link.note };
}

function roleOf({ kind, role }: OneTimeLink): PersonRole {
  return kind === 'setup' ? 'admin' : (role ?? 'viewer');
}

async function writeHome(
  client: pg.PoolClient,
  { name, timeZone, currency, language, units }: HomeWords,
): Promise<Outcome<null>> {
  const said = name.trim();
  if (said === '' || [...said].length > HOME_CHARACTERS)
    return { refused: { problem: `A home’s name has 1 to ${HOME_CHARACTERS} characters.`, field: 'home' } };
  if (!Intl.supportedValuesOf('timeZone').includes(timeZone) && timeZone !== 'UTC')
    return { refused: { problem: 'Choose one of the time zones.', field: 'timeZone' } };
  if (!Intl.supportedValuesOf('currency').includes(currency))
    return { refused: { problem: 'Choose one of the currencies.', field: 'currency' } };
  if (!LANGUAGES.some((one) => one === language))
    return { refused: { problem: 'Choose one of the languages.', field: 'language' } };
  if (!Object.hasOwn(UNIT_PRESETS, units))
    return { refused: { problem: 'Choose one of the sets of units.', field: 'units' } };
  await client.query(
    `UPDATE home SET name = $1, time_zone = $2, currency = $3, language = $4, units = $5, set_up_at = now()
      WHERE id = 1`,
    [said, timeZone, currency, language, units],
  );
  return { done: null };
}

class Refused extends Error {
  constructor(readonly outcome: { readonly refused: { readonly problem: string; readonly field?: string } }) {
    super(outcome.refused.problem);
  }
}

/** A refusal undoes what was written before it: the link can be used again. */
async function allOrNothing<Done>(
  people: Pool,
  work: (client: pg.PoolClient) => Promise<Outcome<Done>>,
): Promise<Outcome<Done>> {
  try {
    return await inTransaction(people, async (client) => {
      const outcome = await work(client);
      if ('refused' in outcome) throw new Refused(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return error.outcome;
    throw error;
  }
}

function record(
  client: pg.PoolClient,
  who: string,
  action: string,
  address: string | undefined,
  after: object,
) {
  return recordEvent(client, { who, action, subject: who, detail: { after }, address });
}
