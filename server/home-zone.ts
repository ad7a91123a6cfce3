import type pg from 'pg';
import type { Logger } from 'pino';
import type { Running } from './context';

const LOOK_EVERY_MS = 5_000;

export interface HomeZone extends Running {
  /** The home's IANA zone, as it was a few seconds ago at the latest. */
  current(): string;
}

/** Whoever sets the home up says where it is, while everything runs: what reads times by its zone asks here. */
export function watchHomeZone(pool: Pick<pg.Pool, 'query'>, known: string, log: Logger): HomeZone {
  let zone = known;
  const look = async () => {
    const { rows } = await pool.query<{ zone: string }>('SELECT time_zone AS zone FROM home WHERE id = 1');
    zone = rows[0]?.zone ?? zone;
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.debug({ error }, 'the home’s zone could not be looked up'));
  }, LOOK_EVERY_MS);
  return {
    current: () => zone,
    stop: async () => clearInterval(timer),
  };
}
