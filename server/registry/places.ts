import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import { type Database, inTransaction } from '@/server/database';
import { announceChange, nameProblem } from './fields';

type Pool = Pick<Database, 'pool'>;

/** A kind of place: rooms hold sensors, floors hold rooms. */
interface Kind {
  readonly table: 'room' | 'floor';
  /** What is in such a place, and the column that says in which. */
  readonly held: 'sensor' | 'room';
  readonly column: 'room_id' | 'floor_id';
}

/** What a person does with places of a kind. */
export interface Places {
  /** Makes one, the last in order. */
  add(database: Pool, name: string): Promise<Outcome<{ readonly id: number }>>;
  /** Renames one, unless it is no longer called what it was (`before`) when that began. */
  rename(
    database: Pool,
    id: number,
    names: { readonly before: string; readonly name: string },
  ): Promise<Outcome<null>>;
  /** Puts them into this order; those that aren't named come after them, as they were. */
  order(database: Pool, ids: readonly number[]): Promise<Outcome<null>>;
  /** Puts what is in one into another, or into none, and removes it. */
  merge(database: Pool, id: number, into: number | null): Promise<Outcome<null>>;
}

export function placesOf(kind: Kind): Places {
  const { table } = kind;
  return {
    add: (database, name) =>
      change(database, async (client) => {
        const problem = nameProblem(name);
        if (problem !== undefined) return { refused: { problem, field: 'name' } };
        const { rows } = await client.query<{ id: number }>(
          `INSERT INTO ${table} (name, position) SELECT $1, coalesce(max(position), 0) + 1 FROM ${table}
           ON CONFLICT (name) DO NOTHING RETURNING id`,
          [name.trim()],
        );
        return rows[0] === undefined ? taken(kind, name) : { done: rows[0] };
      }),
    rename: (database, id, names) => change(database, (client) => rename(client, kind, id, names)),
    order: (database, ids) =>
      change(database, async (client) => {
        await client.query(
          `UPDATE ${table} SET position = placed.place
           FROM (SELECT known.id, row_number() OVER (ORDER BY wanted.n NULLS LAST, known.position, known.name) AS place
                 FROM ${table} AS known
                 LEFT JOIN unnest($1::int[]) WITH ORDINALITY AS wanted (id, n) ON wanted.id = known.id) AS placed
           WHERE placed.id = ${table}.id AND ${table}.position <> placed.place`,
          [ids],
        );
        return DONE;
      }),
    merge: (database, id, into) => change(database, (client) => merge(client, kind, id, into)),
  };
}

async function rename(
  client: PoolClient,
  kind: Kind,
  id: number,
  { before, name }: { readonly before: string; readonly name: string },
): Promise<Outcome<null>> {
  const { table } = kind;
  const problem = nameProblem(name);
  if (problem !== undefined) return { refused: { problem, field: 'name' } };
  const other = await client.query(`SELECT FROM ${table} WHERE name = $1 AND id <> $2`, [name.trim(), id]);
  if (other.rowCount !== 0) return taken(kind, name);
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM ${table} WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (rows[0] === undefined) return gone(kind);
  if (rows[0].name !== before) return { refused: { problem: outdated(kind, rows[0].name) } };
  await client.query(`UPDATE ${table} SET name = $2 WHERE id = $1`, [id, name.trim()]);
  return DONE;
}

async function merge(
  client: PoolClient,
  kind: Kind,
  id: number,
  into: number | null,
): Promise<Outcome<null>> {
  const { table, held, column } = kind;
  if (id === into) return { refused: { problem: `A ${table} can’t be merged into itself.` } };
  const wanted = [id, ...(into === null ? [] : [into])];
  const { rowCount } = await client.query(`SELECT FROM ${table} WHERE id = ANY($1) FOR UPDATE`, [wanted]);
  if (rowCount !== wanted.length) return gone(kind);
  await client.query(`UPDATE ${held} SET ${column} = $2 WHERE ${column} = $1`, [id, into]);
  await client.query(`DELETE FROM ${table} WHERE id = $1`, [id]);
  return DONE;
}

/** One change of what pages show, told to those that are open. */
export function change<Done>(
  database: Pool,
  work: (client: PoolClient) => Promise<Outcome<Done>>,
): Promise<Outcome<Done>> {
  return inTransaction(database, async (client) => {
    const outcome = await work(client);
    if ('done' in outcome) await announceChange(client);
    return outcome;
  });
}

export const DONE = { done: null } as const;

export function gone({ table }: Pick<Kind, 'table'>) {
  return { refused: { problem: `That ${table} is no more: somebody removed it meanwhile.` } } as const;
}

function outdated({ table }: Kind, name: string): string {
  return `Somebody else called this ${table} “${name}” meanwhile. Nothing was changed.`;
}

function taken({ table }: Kind, name: string) {
  return {
    refused: { problem: `There is a ${table} called “${name.trim()}” already.`, field: 'name' },
  } as const;
}
