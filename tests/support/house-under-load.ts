import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { freePort } from '@/server/embedded/free-port';
import { type HearthProcess, startHearth } from './hearth-process';
import { caughtUp, type LedgerReport, ledgerReport, printReport } from './ledger-report';
import { type LedgerSettings, ledgerMapping, type MqttLedger, startLedger } from './mqtt-ledger';
import { anOwnKafka, anOwnPostgres, type OwnServer } from './own-servers';
import { teach } from './teach';

/** The real program, and sixty-four clients that publish to it without a pause. */
export interface HouseUnderLoad {
  readonly ledger: MqttLedger;
  readonly mqttPort: number;
  readonly servers: { readonly kafkaBrokers: string; readonly databaseUrl: string };
  /** The one that runs now. */
  hearth(): HearthProcess;
  /** `kill -9`; returns once it is gone. */
  kill(): Promise<void>;
  /** Returns when it is ready, on the same data. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Its Kafka and PostgreSQL are the test's: they live on when Hearth dies, and stop when the test says so. */
export interface HouseOnOwnServers extends HouseUnderLoad {
  readonly kafka: OwnServer;
  readonly postgres: OwnServer;
}

type Load = Pick<LedgerSettings, 'keepaliveS'>;

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

async function aHouse(env: Readonly<Record<string, string>>, load: Load): Promise<HouseUnderLoad> {
  const ports = await Promise.all(['MQTT', 'KAFKA', 'POSTGRES'].map((name) => freePort(0, { name })));
  const [mqttPort = 0, kafkaPort, postgresPort] = ports;
  let hearth = await startHearth({
    env: {
      HEARTH_MQTT_PORT: String(mqttPort),
      HEARTH_KAFKA_PORT: String(kafkaPort),
      HEARTH_POSTGRES_PORT: String(postgresPort),
      ...env,
    },
  });
  const { kafkaBrokers, databaseUrl } = hearth.run;
  const ledger = await aTaughtLedger(databaseUrl, { url: `mqtt://127.0.0.1:${mqttPort}`, ...load });
  return {
    ledger,
    mqttPort,
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
  load: Pick<LedgerSettings, 'url' | 'keepaliveS'>,
): Promise<MqttLedger> {
  const seed = Number(process.env.LEDGER_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`ledger seed ${seed}`);
  const settings = { prefix: 'ledger', seed, rate: RATE, ...load };
  await teach(databaseUrl, ledgerMapping(settings));
  return startLedger(settings);
}

/** Load, the fault, load again; then everything is acknowledged, read and held against the ledger. */
export async function survives(
  title: string,
  house: HouseUnderLoad,
  fault: () => Promise<void>,
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
  const settledS = (performance.now() - startedAt) / 1000 - seconds;
  const lag = await caughtUp(house.servers, PATIENCE_MS);
  const report = await ledgerReport(house.ledger, house.servers);
  const sentMeanwhile = house.ledger.sent() - sentBefore;
  const rate = `${(sentMeanwhile / seconds).toFixed(0)} msg/s`;
  const settled = `settled ${settledS.toFixed(1)} s later, then ${lag.behind} records behind for ${lag.seconds.toFixed(1)} s`;
  printReport(`${title}: ${seconds.toFixed(0)} s at ${rate}, ${settled}`, report);
  expect(sentMeanwhile).toBeGreaterThan(LEAST_RATE * seconds);
  expect(report).toMatchObject({ lost: 0, doubled: 0, disorder: 0, falseOffline: 0 });
  expect(report.acknowledged).toBe(report.sent);
  return report;
}
