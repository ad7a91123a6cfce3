import { pino } from 'pino';
import { startLogReader } from '@/server/stream/log-reader';
import type { KafkaSettings, StreamRecord } from '@/server/stream/types';

/** Every record of the topic, partition after partition. */
export async function wholeLog(kafka: KafkaSettings, topic: string): Promise<readonly StreamRecord[]> {
  const reader = await startLogReader({ kafka, log: pino({ level: 'silent' }) });
  try {
    const found: StreamRecord[] = [];
    for (const { partition, logStart, logEnd } of await reader.bounds(topic)) {
      found.push(...(await reader.readFrom(topic, partition, logStart, logEnd - logStart)).records);
    }
    return found;
  } finally {
    await reader.stop();
  }
}
