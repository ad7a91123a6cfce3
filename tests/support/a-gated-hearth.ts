import { type Database, openDatabase } from '@/server/database';
import { share } from '@/server/people/commands';
import { SHARE_COOKIE } from '@/server/people/queries';
import { addRoom, addSensor } from '@/server/registry/commands';
import { aDatabase } from './a-database';
import { freshTopics } from './fresh-topics';
import { type HearthProcess, startHearth } from './hearth-process';
import { servers } from './servers';
import { adminCookie, aPerson, peopleOf, type SignedInPerson } from './signed-in';

/** Who does what a test does around Hearth. */
export const HERE = { who: 'test', address: undefined };
/** A planted secret: no answer, page or line of the log may hold it. */
export const CANARY = 'canary-5f1d9c-of-the-search-server';

/** Who asks; `nobody` sends no cookie. Viewer and share see the kitchen alone. */
export type Who = 'admin' | 'homeowner' | 'viewer' | 'share' | 'nobody';

/** A Hearth of a kitchen and an attic, each with a lamp, and with somebody of each kind. */
export interface GatedHearth {
  readonly hearth: HearthProcess;
  readonly own: Database;
  readonly homeowner: SignedInPerson;
  /** The kitchen's id. */
  readonly kitchen: number;
  ask(who: Who, asked: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

export async function aGatedHearth(): Promise<GatedHearth> {
  const kafkaBrokers = servers().kafkaBrokers;
  await freshTopics({ brokers: kafkaBrokers.split(','), clientId: 'test' });
  const database = await aDatabase();
  const hearth = await startHearth({
    env: {
      HEARTH_ROLES: 'history,live,topics,web',
      KAFKA_BROKERS: kafkaBrokers,
      DATABASE_URL: database.url,
      ELASTICSEARCH_URL: 'http://127.0.0.1:9',
      ELASTICSEARCH_USER: 'hearth',
      ELASTICSEARCH_PASSWORD: CANARY,
    },
  });
  const own = openDatabase(database.url);
  const home = { database: own, dataDir: hearth.dataDir };
  for (const name of ['Kitchen', 'Attic']) {
    await addRoom(own, name);
    await addSensor(own, { name: `${name} lamp`, room: name, icon: null, profile: null });
  }
  const kitchen: number = (await own.pool.query("SELECT id FROM room WHERE name = 'Kitchen'")).rows[0].id;
  const homeowner = await aPerson(home, { role: 'homeowner' });
  const made = await share(peopleOf(home), { name: 'Oma', sight: [kitchen], days: 1 }, HERE);
  const cookies: Readonly<Record<string, string>> = {
    admin: await adminCookie({ databaseUrl: database.url, dataDir: hearth.dataDir }),
    homeowner: homeowner.cookie,
    viewer: (await aPerson(home, { role: 'viewer', sight: [kitchen] })).cookie,
    share: `${SHARE_COOKIE}=${'done' in made ? made.done.path.split('/').at(-1) : ''}`,
  };
  return {
    hearth,
    own,
    homeowner,
    kitchen,
    ask: (who, asked, init = {}) => {
      const headers = { ...(cookies[who] !== undefined && { cookie: cookies[who] }), ...init.headers };
      return fetch(`${hearth.run.url}${asked}`, { redirect: 'manual', ...init, headers });
    },
    stop: async () => {
      await own.close();
      await hearth.stop();
      await database.drop();
    },
  };
}
