import { rmSync } from 'node:fs';
import { pino } from 'pino';
import type { LoginRights } from '@/contracts/device-login';
import { topicPlans } from '@/contracts/topics';
import { openDatabase } from '@/server/database';
import { addLogin } from '@/server/logins/commands';
import { migrate } from '@/server/migrate';
import { ensureTopics } from '@/server/stream/topics';
import { aDataDir } from '@/tests/support/hearth-process';
import type { UserAndPassword } from '@/tests/support/mqtt-bytes';
import { anOwnKafka, anOwnPostgres } from '@/tests/support/own-servers';
import type { DoorOrder } from './load/door-alone';

const RETENTION_DAYS = 1;

/** What a door that runs alone needs around it, and logins for those who come. */
export interface DoorHouse {
  readonly order: DoorOrder;
  /** So many logins; `rights` says what the n-th may do. */
  logins(count: number, rights: (index: number) => LoginRights): Promise<readonly UserAndPassword[]>;
  remove(): Promise<void>;
}

export async function aDoorHouse(): Promise<DoorHouse> {
  const [kafka, postgres] = await Promise.all([anOwnKafka(), anOwnPostgres()]);
  const [brokers, dataDir] = [kafka.address.split(','), aDataDir()];
  await ensureTopics({ brokers, clientId: 'bench' }, topicPlans(RETENTION_DAYS), { embedded: true });
  await migrate(postgres.address, pino({ level: 'warn' }));
  const database = openDatabase(postgres.address);
  const login = async (rights: LoginRights) => {
    const made = await addLogin(
      database,
      dataDir,
      { name: 'Bench', ...rights },
      { who: 'bench', address: undefined },
    );
    if ('refused' in made) throw new Error(made.refused.problem);
    return made.done;
  };
  return {
    order: { brokers, databaseUrl: postgres.address, dataDir },
    logins: (count, rights) => Promise.all(Array.from({ length: count }, (_, index) => login(rights(index)))),
    remove: async () => {
      await database.close();
      await Promise.all([kafka.remove(), postgres.remove()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
