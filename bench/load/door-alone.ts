import { pino } from 'pino';
import { startCertificates } from '@/server/certificates/index';
import { openDatabase } from '@/server/database';
import { startIngest } from '@/server/ingest/index';
import { LoginBook } from '@/server/logins/index';
import { benchContext } from '../bench-context';
import { tellCpu } from './cpu-teller';

/** What is measured: the ingest role and nothing else, so that its CPU is its own. */
export interface DoorOrder {
  readonly brokers: readonly string[];
  /** Where the logins are; the folder has the key of their passwords. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly port?: number;
  readonly tlsPort?: number;
  readonly tls?: boolean;
  /** Every login may publish everywhere: what authorisation costs is the difference. */
  readonly allowsAll?: boolean;
}

export interface DoorOpened {
  readonly port: number;
  /** 0: without TLS. */
  readonly tlsPort: number;
}

const order = JSON.parse(process.argv[2] ?? '{}') as DoorOrder;
if (order.allowsAll) allowAll();
const context = benchContext({
  role: 'ingest',
  kafka: { brokers: order.brokers, clientId: 'bench-door' },
  database: openDatabase(order.databaseUrl),
  settings: {
    HEARTH_DATA_DIR: order.dataDir,
    HEARTH_MQTT_PORT: String(order.port ?? 0),
    HEARTH_MQTTS_PORT: String(order.tlsPort ?? 0),
  },
});
const { addresses } = context;
await startIngest({ ...context, certificates: order.tls ? await ownCertificates() : undefined });
const portOf = (url: string | undefined) => (url === undefined ? 0 : Number(new URL(url).port));
const opened: DoorOpened = { port: portOf(addresses.mqttUrl), tlsPort: portOf(addresses.mqttsUrl) };
process.send?.(opened);
tellCpu();

function ownCertificates() {
  const { dataDir } = order;
  return startCertificates({ dataDir, given: undefined, publicUrl: undefined, log: pino({ level: 'warn' }) });
}

/** The door asks as ever, and the answer is known beforehand. */
function allowAll(): void {
  const { check } = LoginBook.prototype;
  const everywhere = Object.assign([''], { some: () => true });
  LoginBook.prototype.check = async function (this: LoginBook, ...asked) {
    const login = await check.apply(this, asked);
    return 'code' in login ? login : { ...login, prefixes: everywhere };
  };
}
