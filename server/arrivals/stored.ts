import type { Arrival, TaughtTopic } from '@/contracts/arrival';
import type { LoginEvent } from '@/contracts/login-event';
import type { Database } from '@/server/database';
import { hashOf } from '@/server/token';

type Pool = Pick<Database, 'pool'>;

const ARRIVALS = `
  SELECT login_id AS "user", family, base, login.name, (extract(epoch FROM begun_at) * 1000)::float8 AS "begunAt",
         (SELECT json_build_object('id', sensor.id, 'name', sensor.name, 'room', room.name)
            FROM sensor LEFT JOIN room ON room.id = sensor.room_id
           WHERE sensor.login_id = arrival.login_id ORDER BY sensor.created_at LIMIT 1) AS sensor
    FROM arrival JOIN device_login AS login ON login.id = login_id`;

type Row = Omit<Arrival, 'sensor'> & { readonly sensor: NonNullable<Arrival['sensor']> | null };

/** The device that is being added by that login; undefined: none is. */
export async function findArrival({ pool }: Pool, user: string): Promise<Arrival | undefined> {
  const { rows } = await pool.query<Row>(`${ARRIVALS} WHERE login_id = $1`, [user]);
  return rows[0] && arrivalOf(rows[0]);
}

/** Which device that path on a phone shows; undefined: none, or no longer. */
export async function arrivalOnPhone({ pool }: Pool, token: string): Promise<Arrival | undefined> {
  const { rows } = await pool.query<Row>(`${ARRIVALS} WHERE phone_hash = $1 AND phone_until > now()`, [
    hashOf(token),
  ]);
  return rows[0] && arrivalOf(rows[0]);
}

/** Devices that somebody began to add and did not name yet, newest first. */
export async function readArrivals({ pool }: Pool): Promise<readonly Arrival[]> {
  const { rows } = await pool.query<Row>(`${ARRIVALS} ORDER BY begun_at DESC LIMIT 50`);
  return rows.map(arrivalOf);
}

function arrivalOf({ sensor, ...row }: Row): Arrival {
  return { ...row, sensor: sensor ?? undefined };
}

const WATCHED_SECONDS = 15;

/**
 * What was seen of the device since it is being added, the newest of each kind; and that somebody looks: what is seen of it from now on is
 * kept for some seconds more.
 */
export async function watchEvents(
  { pool }: Pool,
  { user, begunAt }: Arrival,
): Promise<readonly LoginEvent[]> {
  await pool.query(
    `UPDATE arrival SET watched_until = now() + make_interval(secs => $2)
      WHERE login_id = $1 AND watched_until < now() + make_interval(secs => $2 / 2.0)`,
    [user, WATCHED_SECONDS],
  );
  const { rows } = await pool.query<LoginEvent>(
    `SELECT * FROM (
       SELECT DISTINCT ON (login_id, kind) id::float8 AS id, login_id IS NOT NULL AS "isOwn",
              (extract(epoch FROM at) * 1000)::float8 AS at, kind, address, detail
         FROM login_event WHERE (login_id = $1 OR login_id IS NULL) AND at >= to_timestamp($2 / 1e3)
        ORDER BY login_id, kind, id DESC
     ) AS newest ORDER BY at DESC, id DESC`,
    [user, begunAt],
  );
  return rows;
}

/** How many devices were heard below these topics that feed no sensor. */
export async function heardBelow({ pool }: Pool, base: string): Promise<number> {
  const { rows } = await pool.query<{ heard: number }>(
    `SELECT count(*)::int AS heard FROM device
      WHERE starts_with(sample_topic, $1 || '/') AND last_heard IS NOT NULL AND measures <> '[]'
        AND NOT EXISTS (SELECT FROM binding WHERE device_id = device.id AND valid_to IS NULL)`,
    [base],
  );
  return rows[0]?.heard ?? 0;
}

/** How mappings read the messages of a sensor, by topic; what only says whether it is there is left out. */
export async function taughtTopics({ pool }: Pool, sensorId: string): Promise<readonly TaughtTopic[]> {
  const { rows } = await pool.query<TaughtTopic>(
    `SELECT definition ->> 'topic' AS topic, definition -> 'readings' AS readings FROM (
       SELECT DISTINCT ON (mapping.id) mapping.id, version.definition
         FROM mapping_sensor AS fed JOIN mapping ON mapping.id = fed.mapping_id
         JOIN mapping_version AS version ON version.mapping_id = mapping.id
        WHERE fed.sensor_id = $1 ORDER BY mapping.id, version.version DESC) AS newest
      WHERE definition ? 'readings' ORDER BY id`,
    [sensorId],
  );
  return rows;
}
