import type { PeoplePage, PersonLine } from '@/contracts/people';
import { readInvitations } from './invite';
import type { People } from './people';
import { LAST_DAY } from './persons';
import { readShares } from './shares';
import { readTokens } from './tokens';

/** Who may come in, who is invited, and what is shared. */
export async function readPeoplePage(people: Pick<People, 'pool'>): Promise<PeoplePage> {
  const [persons, invitations, shares, tokens] = await Promise.all([
    readPersons(people),
    readInvitations(people),
    readShares(people),
    readTokens(people),
  ]);
  return { people: persons, invitations, shares, tokens };
}

async function readPersons({ pool }: Pick<People, 'pool'>): Promise<readonly PersonLine[]> {
  const { rows } = await pool.query<Omit<PersonLine, 'sight'> & { seesAll: boolean; rooms: number[] }>(
    `SELECT id, name, email, role, sees_all AS "seesAll",
            ARRAY(SELECT room_id FROM person_room WHERE person_id = person.id ORDER BY room_id) AS rooms,
            (extract(epoch FROM last_here_at) * 1000)::float8 AS "lastHereAt",
            (extract(epoch FROM ends_at) * 1000)::float8 AS "endsAt",
            ${LAST_DAY}
       FROM person ORDER BY role, name, email`,
  );
  return rows.map(({ seesAll, rooms, ...line }) => ({ ...line, sight: seesAll ? 'all' : rooms }));
}
