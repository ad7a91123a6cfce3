import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@/server/project-root';
import { StartRefused } from '@/server/start-refused';
import { probeKafka } from '@/server/stream/probe';
import { type Child, startChild } from '../child';
import { refuseFullDisk } from '../disk-space';
import { freePort, type PortSetting, portTaken } from '../free-port';
import { type Supervised, type Surroundings, supervise } from '../supervise';
import { tryWhileAlive } from '../try-while-alive';
import { findJava } from './java';
import { serverProperties } from './server-properties';
import { clusterIdOf, formatStorage } from './storage';

const PORT: PortSetting = { name: 'HEARTH_KAFKA_PORT', instead: 'KAFKA_BROKERS' };

export interface EmbeddedKafka extends Supervised {
  readonly brokers: readonly string[];
}

/** Apache Kafka beneath Hearth, everything it keeps in `folder`; resolves when it serves. Port 0 means any free one. */
export async function startKafka(
  options: { readonly folder: string; readonly port: number },
  around: Surroundings,
): Promise<EmbeddedKafka> {
  mkdirSync(options.folder, { recursive: true });
  const [java, port, controllerPort] = await Promise.all([
    findJava(),
    freePort(options.port, PORT),
    freePort(0, PORT),
    refuseFullDisk(options.folder),
  ]);
  const installation = { folder: options.folder, java, port, controllerPort, classPath: jars() };
  const clusterId = await ensureFormatted(installation);
  const supervised = await supervise(
    {
      name: 'Kafka',
      launch: () => launch(installation, around),
      ready: (child) => tryWhileAlive(child, () => probe(port, clusterId)),
    },
    around,
  );
  return {
    brokers: [`127.0.0.1:${port}`],
    health: () => supervised.health(),
    stop: () => supervised.stop(),
  };
}

interface Installation {
  readonly folder: string;
  readonly java: string;
  readonly classPath: string;
  readonly port: number;
  readonly controllerPort: number;
}

function kafkaFolder(): string {
  return path.join(projectRoot(), 'server', 'embedded', 'kafka');
}

function jars(): string {
  const folder = path.join(kafkaFolder(), 'libs');
  if (existsSync(folder)) return path.join(folder, '*');
  throw new StartRefused(
    `Kafka's jars are missing in ${folder}: npm start fetches them, as does mvn -B -q package in the folder above.`,
  );
}

async function ensureFormatted(installation: Installation): Promise<string> {
  const logDir = logDirOf(installation);
  return (
    clusterIdOf(logDir) ??
    (await formatStorage(logDir, {
      ...installation,
      writeProperties: (unfinished) => writeProperties(installation, unfinished),
    }))
  );
}

function logDirOf(installation: Installation): string {
  return path.join(installation.folder, 'data');
}

function writeProperties({ folder, port, controllerPort }: Installation, logDir: string): string {
  const file = path.join(folder, 'server.properties');
  writeFileSync(file, serverProperties({ brokerPort: port, controllerPort, logDir }));
  return file;
}

async function launch(installation: Installation, { log }: Surroundings): Promise<Child> {
  await refuseFullDisk(installation.folder);
  const properties = writeProperties(installation, logDirOf(installation));
  return startChild(
    {
      name: 'Kafka',
      command: installation.java,
      args: [
        // Small and quick to start rather than fast at its peak: a home's broker is idle most of the time.
        ...['-Xms128m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
        `-Dlog4j2.configurationFile=${path.join(kafkaFolder(), 'log4j2.xml')}`,
        ...['-cp', installation.classPath, 'kafka.Kafka', properties],
      ],
      cwd: installation.folder,
      stopSignal: 'SIGTERM',
    },
    log,
  );
}

/** Throws until our own Kafka answers; another cluster on the port is refused. */
async function probe(port: number, clusterId: string): Promise<void> {
  const answer = await probeKafka({ brokers: [`127.0.0.1:${port}`], clientId: 'hearth-readiness' });
  if (answer.clusterId !== clusterId) throw portTaken(port, PORT);
}
