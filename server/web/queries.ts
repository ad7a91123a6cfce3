import type { Database } from '@/server/database';

export interface Home {
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
}

/** The home that this installation is. */
export async function readHome({ pool }: Pick<Database, 'pool'>): Promise<Home> {
  const { rows } = await pool.query<{ name: string; timeZone: string }>(
    'SELECT name, time_zone AS "timeZone" FROM home WHERE id = 1',
  );
  const [home] = rows;
  if (home === undefined) throw new Error('the home has no row: the start writes it');
  return home;
}

export { handedToPages } from './handed';
