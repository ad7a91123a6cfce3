import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import type { RehearsalReport } from '@/contracts/mapping-rehearsal';
import { encodeRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import { RAW, topicPlans } from '@/contracts/topics';
import { openDatabase } from '@/server/database';
import { rehearseMapping } from '@/server/decode/queries';
import { migrate } from '@/server/migrate';
import { startRehearsalThread } from '@/server/rehearsal-thread';
import { appendAll, startAppender } from '@/server/stream/appender';
import { ensureTopics } from '@/server/stream/topics';
import type { KafkaSettings } from '@/server/stream/types';
import { anOwnKafka, anOwnPostgres } from '@/tests/support/own-servers';
import { atMost, type BenchRow, median } from './bench-row';

const MESSAGES = 100_000;
const APPENDED_AT_ONCE = 20_000;
const ROOMS = 5;
const RUNS = 5;
const HOUR_MS = 3_600_000;
const LIMITS = { seconds: 5, pauseMs: 20 } as const;
const log = pino({ level: 'warn' });

const DRAFT = {
  topic: 'home/{room}/climate',
  format: 'json',
  readings: [
    { path: '/t', quantity: 'temperature', unit: '°C', scale: 0.1, offset: 0.5 },
    { path: '/h', quantity: 'humidity', unit: '%', scale: 0.1 },
    { path: '/co2', quantity: 'co2', unit: 'ppm' },
  ],
};

/** How long a draft runs on 100,000 real messages, and for how long whatever else the process does has to wait meanwhile. */
export async function benchRehearsal(): Promise<readonly BenchRow[]> {
  const [kafkaServer, postgres] = await Promise.all([anOwnKafka(), anOwnPostgres()]);
  const kafka: KafkaSettings = { brokers: kafkaServer.address.split(','), clientId: 'bench' };
  await ensureTopics(kafka, topicPlans(1), { embedded: true });
  await migrate(postgres.address, log);
  const database = openDatabase(postgres.address);
  try {
    await fillTheLog(kafka);
    const took: number[] = [];
    const pauses = monitorEventLoopDelay({ resolution: 1 });
    pauses.enable();
    for (let run = 0; run < RUNS; run += 1) {
      const began = performance.now();
      const { decoded } = await reportOf({ database, kafka, zone: 'UTC', startThread: startRehearsalThread });
      if (decoded !== MESSAGES) throw new Error(`${decoded} of ${MESSAGES} were decoded`);
      took.push((performance.now() - began) / 1_000);
      console.log(`  run ${run + 1}: ${took.at(-1)?.toFixed(2)} s`);
    }
    pauses.disable();
    return [
      atMost('rehearsal: 100,000 messages', median(took), 's', LIMITS.seconds),
      atMost('rehearsal: pause of the event loop, p99', pauses.percentile(99) / 1e6, 'ms', LIMITS.pauseMs),
    ];
  } finally {
    await database.close();
    await Promise.all([kafkaServer.remove(), postgres.remove()]);
  }
}

async function reportOf(parts: Parameters<typeof rehearseMapping>[0]): Promise<RehearsalReport> {
  const question = { draft: DRAFT, mappingId: undefined, days: 1 };
  for await (const line of rehearseMapping(parts, question, new AbortController().signal)) {
    if ('report' in line) return line.report;
    if ('problem' in line) throw new Error(line.problem);
  }
  throw new Error('the rehearsal ended without a report');
}

async function fillTheLog(kafka: KafkaSettings): Promise<void> {
  const appender = await startAppender({ kafka, log, name: 'bench' });
  for (let from = 0; from < MESSAGES; from += APPENDED_AT_ONCE)
    await appendAll(
      appender,
      Array.from({ length: APPENDED_AT_ONCE }, (_, place) => rawRecord(from + place)),
    );
  await appender.stop();
}

function rawRecord(place: number) {
  const topic = `home/room-${place % ROOMS}/climate`;
  const at = Date.now() - HOUR_MS + place;
  const message = { t: 200 + (place % 40), h: 431, co2: 600 + (place % 100), bat: 2.98, rssi: -61 };
  const header = { uid: `uid-${place}`, topic, qos: 1, received: at * 1_000 } as const;
  return {
    topic: RAW,
    key: topic,
    value: JSON.stringify(message),
    headers: { [RAW_HEADER]: encodeRawHeader(header) },
    timestampMs: at,
  };
}
