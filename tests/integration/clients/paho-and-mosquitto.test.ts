import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pythonWithPaho } from '@/scripts/bootstrap/programs.mjs';
import { aDatabase } from '@/tests/support/a-database';
import { freshTopics } from '@/tests/support/fresh-topics';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { servers } from '@/tests/support/servers';
import { storedIds } from '@/tests/support/stored-ids';
import { teach } from '@/tests/support/teach';

const run = promisify(execFile);

let database: Awaited<ReturnType<typeof aDatabase>>;
let hearth: HearthProcess;
beforeAll(async () => {
  const kafkaBrokers = servers().kafkaBrokers;
  await freshTopics({ brokers: kafkaBrokers.split(','), clientId: 'test' });
  database = await aDatabase();
  hearth = await startHearth({
    env: {
      HEARTH_ROLES: 'ingest,decode,history,live',
      KAFKA_BROKERS: kafkaBrokers,
      DATABASE_URL: database.url,
    },
  });
  await teach(database.url, mapping(['paho', 'paho-tls', 'mosquitto']));
});
afterAll(async () => {
  await hearth?.stop();
  await database?.drop();
});

it('stores what paho publishes at every quality of service', async () => {
  const { hostname, port, username, password } = new URL(hearth.run.mqttUrl ?? '');

  await run(pythonWithPaho() ?? 'python3', ['-c', PAHO, hostname, port, 'clients/paho', username, password]);

  await expect.poll(() => stored('clients-paho'), { timeout: 10_000 }).toEqual([10, 11, 12]);
});

it('stores what paho publishes over TLS, trusting the CA of the home', async () => {
  const { hostname, port } = new URL(hearth.run.mqttsUrl ?? '');
  const { username, password } = new URL(hearth.run.mqttUrl ?? '');
  const ca = path.join(hearth.dataDir, 'tls', 'ca.pem');

  const login = [username, password];
  await run(pythonWithPaho() ?? 'python3', ['-c', PAHO, hostname, port, 'clients/paho-tls', ...login, ca]);

  await expect.poll(() => stored('clients-paho-tls'), { timeout: 10_000 }).toEqual([10, 11, 12]);
});

it('stores what mosquitto_pub publishes at every quality of service', async () => {
  for (const qos of ['0', '1', '2']) {
    const where = ['-L', `${hearth.run.mqttUrl}/clients/mosquitto`];
    await run('mosquitto_pub', [...where, '-q', qos, '-m', `2${qos}`]);
  }

  await expect.poll(() => stored('clients-mosquitto'), { timeout: 10_000 }).toEqual([20, 21, 22]);
});

/** Publishes 10, 11 and 12 at QoS 0, 1 and 2, and ends once each handshake is through. */
const PAHO = `
import sys, paho.mqtt.client as mqtt
versions = [mqtt.CallbackAPIVersion.VERSION2] if hasattr(mqtt, 'CallbackAPIVersion') else []
client = mqtt.Client(*versions, client_id='paho', clean_session=False)
client.username_pw_set(sys.argv[4], sys.argv[5])
if len(sys.argv) > 6: client.tls_set(ca_certs=sys.argv[6])
client.connect(sys.argv[1], int(sys.argv[2]))
client.loop_start()
for qos in (0, 1, 2):
    sent = client.publish(sys.argv[3], '1%d' % qos, qos=qos)
    sent.wait_for_publish(10)
    assert sent.is_published()
client.disconnect()
client.loop_stop()
`;

async function stored(sensorPrefix: string): Promise<readonly number[]> {
  const ids = await storedIds(database.url, sensorPrefix);
  return [...ids].flatMap(([id, copies]) => Array.from({ length: copies }, () => id)).sort((a, b) => a - b);
}

function mapping(names: readonly string[]) {
  return {
    rooms: ['Clients'],
    sensors: names.map((name) => ({ id: `clients-${name}-1`, name, room: 'Clients' })),
    mappings: names.map((name) => ({
      sensor: `clients-${name}-1`,
      topic: `clients/${name}`,
      format: 'number',
      readings: [{ quantity: 'power', unit: 'W' }],
    })),
  };
}
