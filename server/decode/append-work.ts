import { DEAD_LETTERS } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import type { Appender, AppendRefused, OutgoingRecord } from '@/server/stream/types';

/**
 * Appends what a batch came to and waits until Kafka has it on disk. A reading that Kafka refuses for ever becomes a letter;
 * it would be refused again each time.
 */
export async function appendWork(appender: Appender, records: readonly OutgoingRecord[]): Promise<void> {
  if (records.length === 0) return;
  const refused = (await Promise.all(records.map((record) => appended(appender, record)))).filter(
    (answer) => answer !== undefined,
  );
  if (refused.length > 0) await appendAll(appender, refused.map(letterOf));
}

function appended(appender: Appender, record: OutgoingRecord): Promise<AppendRefused | undefined> {
  return new Promise((resolve) => {
    appender.append(record, resolve);
  });
}

function letterOf({ record, reason }: AppendRefused): OutgoingRecord {
  return {
    topic: DEAD_LETTERS,
    key: record.key,
    value: null,
    headers: { code: 'REFUSED_BY_KAFKA', detail: reason.slice(0, 300), stage: 'decode' },
  };
}
