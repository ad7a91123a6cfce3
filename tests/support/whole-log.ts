import { pino } from 'pino';
import { startLogReader } from '@/server/stream/log-reader';
import type { KafkaSettings, StreamRecord } from '@/server/stream/types';

export type LoggedRecord = StreamRecord & { readonly partition: number };

/** Every record of the topic, partition after partition. */
export async function wholeLog(kafka: KafkaSettings, topic: string): Promise<readonly LoggedRecord[]> {
  const reader = await startLogReader({ kafka, log: pino({ level: 'silent' }) });
  try {
    const found: LoggedRecord[] = [];
    for (const { partition, logStart, logEnd } of await reader.bounds(topic)) {
      const { records } = await reader.readFrom(topic, partition, logStart, logEnd - logStart);
      found.push(...records.map((record) => ({ ...record, partition })));
    }
    return found;
  } finally {
    await reader.stop();
  }
}
