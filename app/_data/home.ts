import 'server-only';
import { cache } from 'react';
import { type Home, readHome } from '@/server/web/queries';
import { database } from './database';

const KEY = Symbol.for('hearth.pages.home');
type Held = { [KEY]?: Home };

/** Asked once a request. While PostgreSQL is away it is the home last known: every page, those of errors too, stands in it. */
export const home = cache(async (): Promise<Home> => {
  const held = globalThis as Held;
  try {
    held[KEY] = await readHome(database());
  } catch (error) {
    if (held[KEY] === undefined) throw error;
  }
  return held[KEY];
});
