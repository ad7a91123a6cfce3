import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { expect } from 'vitest';
import { RAW } from '@/contracts/topics';
import { freePort } from '@/server/embedded/free-port';
import { type HearthProcess, startHearth } from './hearth-process';
import { caughtUp, type LedgerReport, ledgerReport, printReport } from './ledger-report';
import { aMosquitto, type Mosquitto } from './mosquitto';
import { type LedgerSettings, ledgerMapping, type MqttLedger, startLedger } from './mqtt-ledger';
import { anOwnKafka, anOwnPostgres, type OwnServer } from './own-servers';
import { teach } from './teach';
import { wholeLog } from './whole-log';

/** The real program, and sixty-four clients that publish to it without a pause. */
export interface HouseUnderLoad {
  readonly ledger: MqttLedger;
  /** Of the broker, with a login where it wants one. */
  readonly mqttUrl: string;
  readonly servers: { readonly kafkaBrokers: string; readonly databaseUrl: string };
  /** The one that runs now. */
  hearth(): HearthProcess;
  /** `kill -9`; returns once it is gone. */
  kill(): Promise<void>;
  /** Returns when it is ready, on the same data. */
  start(): Promise<void>;
  /** Behind a broker of one's own: returns once Hearth has fetched what was acknowledged by now. */
  fetched?(): Promise<void>;
  remove(): Promise<void>;
}

/** Its Kafka and PostgreSQL are the test's: they live on when Hearth dies, and stop when the test says so. */
export interface HouseOnOwnServers extends HouseUnderLoad {
  readonly kafka: OwnServer;
  readonly postgres: OwnServer;
}

/** The sixty-four publish to a Mosquitto, and Hearth fetches from there. */
export interface HouseBehindMosquitto extends HouseOnOwnServers {
  readonly mosquitto: Mosquitto;
}

type Load = Pick<LedgerSettings, 'keepaliveS' | 'clean'>;

/** So that those with sessions, 54 of the 64, publish more than 500 by themselves. */
const RATE = 620;
const LEAST_RATE = 500;
const AROUND_MS = 3_000;
const PATIENCE_MS = 60_000;
const STANDSTILL_MS = 20_000;
const LAST_WORDS = 8_000;

/** All that follow the log, but the pages, which no fault here is about. */
const ROLES_BEHIND_INGEST = 'decode,history,live';

export async function aHouseOnOwnServers(load: Load = {}): Promise<HouseOnOwnServers> {
  const servers = await ownServers();
  const house = await aHouse({ ...servers.env, HEARTH_ROLES: `ingest,${ROLES_BEHIND_INGEST}` }, load);
  const remove = async () => {
    await house.remove();
    await servers.remove();
  };
  return { ...house, kafka: servers.kafka, postgres: servers.postgres, remove };
}

/** Ingest is a process of its own: it is the one that is killed and started, while the other roles go on. */
export async function aHouseWithIngestApart(load: Load = {}): Promise<HouseOnOwnServers> {
  const servers = await ownServers();
  const others = await startHearth({ env: { ...servers.env, HEARTH_ROLES: ROLES_BEHIND_INGEST } });
  const house = await aHouse({ ...servers.env, HEARTH_ROLES: 'ingest' }, load);
  const remove = async () => {
    await house.remove();
    await others.stop();
    await servers.remove();
  };
  return { ...house, kafka: servers.kafka, postgres: servers.postgres, remove };
}

/** As `aHouseWithIngestApart`, with a broker that has its own life. */
export async function aHouseBehindMosquitto(load: Load = {}): Promise<HouseBehindMosquitto> {
  const [servers, mosquitto] = await Promise.all([ownServers(), aMosquitto()]);
  const others = await startHearth({ env: { ...servers.env, HEARTH_ROLES: ROLES_BEHIND_INGEST } });
  const house = await aHouse({ ...servers.env, HEARTH_ROLES: 'ingest' }, load, mosquitto.port);
  const remove = async () => {
    await house.remove();
    await others.stop();
    await Promise.all([servers.remove(), mosquitto.remove()]);
  };
  const fetched = () => untilFetched(mosquitto.port, servers.kafka.address);
  return { ...house, kafka: servers.kafka, postgres: servers.postgres, mosquitto, fetched, remove };
}

/** A broker hands out to a session in the order in which it was given: what comes last tells of all before. */
async function untilFetched(mqttPort: number, kafkaBrokers: string): Promise<void> {
  const topic = `last/${performance.now()}`;
  const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`);
  await client.publishAsync(topic, '', { qos: 1 });
  await client.endAsync();
  const kafka = { brokers: kafkaBrokers.split(','), clientId: 'house' };
  const keys = async () => (await wholeLog(kafka, RAW)).map(({ key }) => key?.toString());
  await expect.poll(keys, { timeout: PATIENCE_MS, interval: 500 }).toContain(topic);
}

async function ownServers() {
  const [kafka, postgres] = await Promise.all([anOwnKafka(), anOwnPostgres()]);
  const env = { KAFKA_BROKERS: kafka.address, DATABASE_URL: postgres.address };
  const remove = async () => {
    await Promise.all([kafka.remove(), postgres.remove()]);
  };
  return { kafka, postgres, env, remove };
}

/** Everything beneath Hearth, as at home: it dies with it. */
export function aHouseOnEmbeddedServers(load: Load = {}): Promise<HouseUnderLoad> {
  return aHouse({}, load);
}

/** `brokerPort`: of a broker that is there already. */
async function aHouse(
  env: Readonly<Record<string, string>>,
  load: Load,
  brokerPort?: number,
): Promise<HouseUnderLoad> {
  const ports = await Promise.all(['MQTT', 'KAFKA', 'POSTGRES'].map((name) => freePort(0, { name })));
  const [ownPort = 0, kafkaPort, postgresPort] = ports;
  let hearth = await startHearth({
    env: {
      ...(brokerPort !== undefined && { MQTT_URL: `mqtt://127.0.0.1:${brokerPort}` }),
      HEARTH_MQTT_PORT: String(ownPort),
      HEARTH_KAFKA_PORT: String(kafkaPort),
      HEARTH_POSTGRES_PORT: String(postgresPort),
      ...env,
    },
  });
  const { kafkaBrokers, databaseUrl, mqttUrl = '' } = hearth.run;
  const ledger = await aTaughtLedger(databaseUrl, { url: mqttUrl, ...load });
  return {
    ledger,
    mqttUrl,
    servers: { kafkaBrokers, databaseUrl },
    hearth: () => hearth,
    kill: () => hearth.kill9(),
    start: async () => {
      hearth = await hearth.restart();
    },
    remove: async () => {
      await ledger.stop();
      await hearth.stop();
    },
  };
}

async function aTaughtLedger(
  databaseUrl: string,
  load: Load & Pick<LedgerSettings, 'url'>,
): Promise<MqttLedger> {
  const seed = Number(process.env.LEDGER_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`ledger seed ${seed}`);
  const settings = { prefix: 'ledger', seed, rate: RATE, ...load };
  await teach(databaseUrl, ledgerMapping(settings));
  return startLedger(settings);
}

/** What no fault may do. */
const UNHARMED = { lost: 0, doubled: 0, disorder: 0, falseOffline: 0 };

/** Load, the fault, load again; then everything is acknowledged, read and held against the ledger. */
export async function survives(
  title: string,
  house: HouseUnderLoad,
  fault: () => Promise<void>,
  promised: Partial<LedgerReport> = UNHARMED,
): Promise<LedgerReport> {
  const startedAt = performance.now();
  const sentBefore = house.ledger.sent();
  await sleep(AROUND_MS);
  await fault().catch((error) => {
    console.log(`Hearth's last words:\n${house.hearth().output().slice(-LAST_WORDS)}`);
    throw error;
  });
  await sleep(AROUND_MS);
  house.ledger.pause();
  const seconds = (performance.now() - startedAt) / 1000;
  await house.ledger.settled(STANDSTILL_MS);
  await house.fetched?.();
  const settledS = (performance.now() - startedAt) / 1000 - seconds;
  const lag = await caughtUp(house.servers, PATIENCE_MS);
  const report = await ledgerReport(house.ledger, house.servers);
  const sentMeanwhile = house.ledger.sent() - sentBefore;
  const rate = `${(sentMeanwhile / seconds).toFixed(0)} msg/s`;
  const settled = `settled ${settledS.toFixed(1)} s later, then ${lag.behind} records behind for ${lag.seconds.toFixed(1)} s`;
  printReport(`${title}: ${seconds.toFixed(0)} s at ${rate}, ${settled}`, report);
  expect(sentMeanwhile).toBeGreaterThan(LEAST_RATE * seconds);
  expect(report).toMatchObject(promised);
  expect(report.acknowledged).toBe(report.sent);
  return report;
}
