import { mkdirSync } from 'node:fs';
import pg from 'pg';
import { quietClient } from '@/server/quiet-client';
import { StartRefused } from '@/server/start-refused';
import { type Child, startChild } from '../child';
import { refuseFullDisk } from '../disk-space';
import { freePort, type PortSetting, portTaken } from '../free-port';
import { type Supervised, type Surroundings, supervise } from '../supervise';
import { tryWhileAlive } from '../try-while-alive';
import { findBinaries, programOf } from './binaries';
import { type ClusterPlan, ensureCluster, OWNER } from './cluster';
import { clusterFolder, reachableBinaries } from './places';
import { endLeftOverPostmaster } from './postmaster';
import { serverUser } from './server-user';

const PORT: PortSetting = { name: 'HEARTH_POSTGRES_PORT', instead: 'DATABASE_URL' };
const DATABASE = 'hearth';
const WRONG_PASSWORD = '28P01';

export interface EmbeddedPostgres extends Supervised {
  readonly url: string;
}

/** PostgreSQL beneath Hearth, everything it keeps in `folder`; resolves when it serves. Port 0 means any free one. */
export async function startPostgres(
  options: { readonly folder: string; readonly port: number },
  around: Surroundings,
): Promise<EmbeddedPostgres> {
  mkdirSync(options.folder, { recursive: true });
  const plan = clusterPlan(options.folder, around);
  const [port, password] = await Promise.all([
    freePort(options.port, PORT),
    ensureCluster(plan),
    refuseFullDisk(options.folder),
  ]);
  const server = { port, password, data: plan.data };
  const supervised = await supervise(
    {
      name: 'PostgreSQL',
      launch: () => launch(plan, port, around),
      ready: (child) => tryWhileAlive(child, () => probe(server)),
    },
    around,
  );
  return {
    url: `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`,
    health: () => supervised.health(),
    stop: () => supervised.stop(),
  };
}

function clusterPlan(folder: string, { log }: Surroundings): ClusterPlan {
  const user = serverUser(`${folder}/data`);
  const data = clusterFolder(folder, user, log);
  return { folder, data, user: serverUser(data), binaries: reachableBinaries(findBinaries(), user) };
}

async function launch(plan: ClusterPlan, port: number, { log }: Surroundings): Promise<Child> {
  await refuseFullDisk(plan.data);
  await endLeftOverPostmaster(plan.data);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  };
  return startChild(
    {
      name: 'PostgreSQL',
      command: programOf(plan.binaries, 'postgres'),
      args: [
        ...['-D', plan.data, '-p', String(port)],
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      user: plan.user,
      env: { ...process.env, LC_ALL: 'C' },
      stopSignal: 'SIGINT',
    },
    log,
  );
}

/** Throws until our own PostgreSQL answers; makes the database when it is new. Another server on the port is refused. */
async function probe(server: { port: number; password: string; data: string }): Promise<void> {
  const { port, password } = server;
  const client = quietClient({ host: '127.0.0.1', port, user: OWNER, password, database: 'postgres' });
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; there: boolean }>(
      `SELECT current_setting('data_directory') AS folder, EXISTS (SELECT FROM pg_database WHERE datname = $1) AS there`,
      [DATABASE],
    );
    if (rows[0]?.folder !== server.data) throw portTaken(port, PORT);
    if (!rows[0].there) await client.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0`);
  } catch (error) {
    throw error instanceof pg.DatabaseError && error.code === WRONG_PASSWORD ? wrongPassword(server) : error;
  } finally {
    await client.end();
  }
}

function wrongPassword({ port, data }: { port: number; data: string }): StartRefused {
  return new StartRefused(
    `The PostgreSQL on port ${port} refuses Hearth's password: another server has taken the port (stop it or set ${PORT.name}), ` +
      `or the password file beside ${data} was changed (put it back).`,
  );
}
