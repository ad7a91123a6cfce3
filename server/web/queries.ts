import type { UnitPreset } from '@/contracts/display';
import type { Database } from '@/server/database';

export interface Home {
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  /** Of quantities and dates, for those who have not chosen one. */
  readonly language: string;
  readonly units: UnitPreset;
}

/** The home that this installation is. */
export async function readHome({ pool }: Pick<Database, 'pool'>): Promise<Home> {
  const { rows } = await pool.query<Home>(
    'SELECT name, time_zone AS "timeZone", language, units FROM home WHERE id = 1',
  );
  const [home] = rows;
  if (home === undefined) throw new Error('the home has no row: the start writes it');
  return home;
}

export { handedToPages } from './handed';
