import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { v7 } from 'uuid';
import { encodeRawHeader, RAW_HEADER, rawKey } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';

/** The other half: kafkajs producing the records that the door would, as fast as one send after another goes. */
export interface ProduceOrder {
  readonly brokers: readonly string[];
  readonly sensors: number;
  readonly payloadBytes: number;
  readonly batch: number;
  readonly warmUpMs: number;
  readonly lastsMs: number;
}
export interface ProduceResult {
  readonly records: number;
  readonly cpuMs: number;
  readonly seconds: number;
}

const order = JSON.parse(process.argv[2] ?? '{}') as ProduceOrder;
const kafka = new Kafka({ clientId: 'bench', brokers: [...order.brokers], logLevel: logLevel.NOTHING });
const producer = kafka.producer({
  idempotent: true,
  maxInFlightRequests: 1,
  retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 100, maxRetryTime: 1000 },
});
await producer.connect();
let made = 0;

await produceFor(order.warmUpMs);
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const records = await produceFor(order.lastsMs);
const cpu = process.cpuUsage(cpuBefore);
process.send?.({
  records,
  cpuMs: (cpu.user + cpu.system) / 1000,
  seconds: (performance.now() - startedAt) / 1000,
} satisfies ProduceResult);
await producer.disconnect();
process.disconnect();

async function produceFor(ms: number): Promise<number> {
  const until = performance.now() + ms;
  const before = made;
  while (performance.now() < until) {
    await producer.send({
      topic: RAW,
      acks: -1,
      compression: CompressionTypes.GZIP,
      messages: Array.from({ length: order.batch }, aRecord),
    });
  }
  return made - before;
}

function aRecord() {
  const index = made % order.sensors;
  const packet = 1 + (made % 40);
  made += 1;
  const topic = `flood/${index}/state`;
  const received = Date.now() * 1000;
  const value = Buffer.from(
    `{"id":${packet},"sensor":${index},"temperature":21.5}`.padEnd(order.payloadBytes),
  );
  const header = encodeRawHeader({ uid: v7(), topic, qos: 1, packet, device: `flood-${index}`, received });
  return {
    key: rawKey(topic),
    value,
    timestamp: String(Math.floor(received / 1000)),
    headers: { [RAW_HEADER]: header },
  };
}
