import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import {
  EMAIL_CHARACTERS,
  NAME_CHARACTERS,
  PERSON_ROLES,
  type PersonRole,
  type Sight,
} from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { recordEvent } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import type { Actor } from './actor';
import { hashPassword, passwordProblem } from './passwords';
import { roomsThatAre } from './sight';

type Pool = Pick<Database, 'pool'>;

/** What somebody says of themselves when they come in for the first time. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** What an admin says of them. */
export interface Standing {
  readonly role: PersonRole;
  readonly sight: Sight;
}

/** `lastDay`: on which they may come in, in the home's zone, such as 2026-12-24; null: for ever. */
export type LimitedStanding = Standing & { readonly lastDay: string | null };

/** Of a row of `person`. */
export const LAST_DAY = `
  to_char((ends_at - interval '1 millisecond') AT TIME ZONE (SELECT time_zone FROM home), 'YYYY-MM-DD') AS "lastDay"`;

const Email = z.email().max(EMAIL_CHARACTERS);

type Refused = { readonly refused: { readonly problem: string; readonly field?: string } };

/** Checks what was typed; answers with what is to be written, the password hashed. */
export async function readNewPerson({ name, email, password }: NewPerson): Promise<Outcome<NewPerson>> {
  const said = { name: name.trim(), email: email.trim().toLowerCase() };
  if (said.name === '' || [...said.name].length > NAME_CHARACTERS)
    return refuse(`A name has 1 to ${NAME_CHARACTERS} characters.`, 'name');
  if (!Email.safeParse(said.email).success)
    return refuse('That is no e-mail address, such as name@example.org.', 'email');
  const problem = await passwordProblem(password, said);
  if (problem !== undefined) return refuse(problem, 'password');
  return { done: { ...said, password: await hashPassword(password) } };
}

/** Writes them down, in the caller's transaction; refused where the address is taken. */
export async function insertPerson(
  client: pg.PoolClient,
  { name, email, password }: NewPerson,
  { role, sight }: Standing,
): Promise<Outcome<{ readonly id: string }>> {
  const id = randomUUID();
  const { rowCount } = await client.query(
    'INSERT INTO person (id, name, email, role, sees_all) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (email) DO NOTHING',
    [id, name, email, role, sight === 'all'],
  );
  if (rowCount === 0) return refuse('Somebody here has that e-mail address already.', 'email');
  await client.query(
    `INSERT INTO account (id, account_id, provider_id, person_id, password) VALUES ($1, $2, 'credential', $2, $3)`,
    [randomUUID(), id, password],
  );
  await writeRooms(client, id, sight);
  return { done: { id } };
}

/** Makes a person without an invitation: from a script on the machine itself. */
export async function addPerson(
  database: Pool,
  person: NewPerson,
  standing: Standing,
  by: Actor,
): Promise<Outcome<{ readonly id: string }>> {
  const read = await readNewPerson(person);
  if ('refused' in read) return read;
  return inTransaction(database, async (client) => {
    const made = await insertPerson(client, read.done, standing);
    if ('done' in made)
      await recordEvent(client, {
        ...by,
        action: 'person added',
        subject: read.done.email,
        detail: { after: standing },
      });
    return made;
  });
}

interface Stored {
  readonly email: string;
  readonly role: PersonRole;
  readonly seesAll: boolean;
  readonly lastDay: string | null;
}

/** Gives them another role, or other rooms; their open pages follow within seconds. */
export function changeStanding(
  database: Pool,
  id: string,
  { role, sight, lastDay }: LimitedStanding,
  by: Actor,
): Promise<Outcome<null>> {
  return withAdminLeft(database, id, async (client, before) => {
    const rooms = sight === 'all' ? 'all' : await roomsThatAre(client, sight);
    if (role !== 'viewer' && rooms !== 'all')
      return refuse('Only viewers see chosen rooms; others see the whole home.', 'rooms');
    if (role === 'admin' && lastDay !== null)
      return refuse('An admin has no last day: give them another role, too.', 'lastDay');
    const endsAt = lastDay === null ? null : await endOf(client, lastDay);
    if (endsAt !== null && endsAt <= new Date() && lastDay !== before.lastDay)
      return refuse('That day is over: remove them, and they can’t come in any longer.', 'lastDay');
    await client.query(
      'UPDATE person SET role = $2, sees_all = $3, ends_at = $4, updated_at = now() WHERE id = $1',
      [id, role, rooms === 'all', endsAt],
    );
    await client.query('DELETE FROM person_room WHERE person_id = $1', [id]);
    await writeRooms(client, id, rooms);
    const detail = {
      before: { role: before.role, seesAll: before.seesAll, lastDay: before.lastDay },
      after: { role, sight: rooms, lastDay },
    };
    await recordEvent(client, { ...by, action: 'person changed', subject: before.email, detail });
    return { done: null };
  });
}

/** When a day is over in the home's zone. */
async function endOf(client: pg.PoolClient, day: string): Promise<Date> {
  const { rows } = await client.query<{ end: Date }>(
    'SELECT ($1::date + 1)::timestamp AT TIME ZONE time_zone AS end FROM home',
    [day],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('there is no home yet');
  return row.end;
}

/** Their sessions go with them; what they did stays in the record. */
export function removePerson(database: Pool, id: string, by: Actor): Promise<Outcome<null>> {
  return withAdminLeft(database, id, async (client, before) => {
    await client.query('DELETE FROM person WHERE id = $1', [id]);
    const detail = { before: { role: before.role } };
    await recordEvent(client, { ...by, action: 'person removed', subject: before.email, detail });
    return { done: null };
  });
}

class LastAdmin extends Error {}

/** A home without an admin could not be run: what would leave it so is undone. */
async function withAdminLeft(
  database: Pool,
  id: string,
  work: (client: pg.PoolClient, before: Stored) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  try {
    return await inTransaction(database, async (client) => {
      // One at a time: two admins may remove each other.
      await client.query('LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE');
      const { rows } = await client.query<Stored>(
        `SELECT email, role, sees_all AS "seesAll", ${LAST_DAY} FROM person WHERE id = $1`,
        [id],
      );
      const [before] = rows;
      if (before === undefined) return refuse('That person is no more: somebody removed them meanwhile.');
      const outcome = await work(client, before);
      const admins = await client.query("SELECT 1 FROM person WHERE role = 'admin' LIMIT 1");
      if (admins.rowCount === 0) throw new LastAdmin();
      return outcome;
    });
  } catch (error) {
    if (error instanceof LastAdmin)
      return refuse('That is the only admin: make another one first, or nobody could run this home.');
    throw error;
  }
}

async function writeRooms(client: pg.PoolClient, id: string, sight: Sight): Promise<void> {
  if (sight === 'all') return;
  await client.query(
    'INSERT INTO person_room (person_id, room_id) SELECT $1, id FROM room WHERE id = ANY($2)',
    [id, sight],
  );
}

/** The role of that name, as a form or a command says it. */
export const RoleName = z.enum(PERSON_ROLES);

function refuse(problem: string, field?: string): Refused {
  return { refused: { problem, ...(field !== undefined && { field }) } };
}
