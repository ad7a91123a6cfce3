import { bytesText } from '@/components/format/bytes';
import { useFormat } from '@/components/format/format-provider';
import { Kpi, Kpis } from '@/components/ui/kpi';
import type { TopicLine, TopicList } from '@/contracts/topic-wish';

const DAY_MS = 86_400_000;

/** What the cluster holds, takes in and can lose, in four numbers. */
export function TopicKpis({ list }: { list: TopicList }) {
  const format = useFormat();
  const raw = list.topics.find(({ isRawLog }) => isRawLog);
  const inSync = sumOf(list.topics, ({ replicas }) => replicas?.inSync);
  const copies = sumOf(list.topics, ({ replicas }) => replicas?.all);
  return (
    <Kpis label="Kafka in numbers">
      <Kpi
        label="Stored"
        value={list.problem === undefined ? bytesText(storedOf(list.topics), format.number) : '–'}
        says={storedWords(list, (bytes) => bytesText(bytes, format.number))}
      />
      <Kpi
        label="Coming in"
        value={raw?.perSecond == null ? '–' : `${format.number(raw.perSecond, 1)} msg/s`}
        says={raw?.messagesADay == null ? '' : `${format.number(raw.messagesADay, 0)} in the last 24 h`}
      />
      <Kpi
        label="Copies in sync"
        value={list.problem === undefined ? `${format.number(inSync, 0)} / ${format.number(copies, 0)}` : '–'}
        isBad={inSync < copies}
        says={brokersWords(list.brokers)}
      />
      <Kpi
        label="Past is correctable to"
        value={list.correctableTo === null ? '–' : format.time(list.correctableTo, 'date')}
        says="oldest message in the raw log"
      />
    </Kpis>
  );
}

function sumOf(topics: readonly TopicLine[], value: (line: TopicLine) => number | null | undefined): number {
  return topics.reduce((sum, line) => sum + (value(line) ?? 0), 0);
}

/** Every copy takes its place. */
function storedOf(topics: readonly TopicLine[]): number {
  return sumOf(topics, ({ bytes, replication }) => (bytes ?? 0) * (replication ?? 1));
}

function storedWords({ disk, topics, problem }: TopicList, bytes: (bytes: number) => string): string {
  if (problem !== undefined) return 'Kafka doesn’t answer';
  const settled = topics.map(settledBytes);
  const settles = settled.includes(Number.POSITIVE_INFINITY)
    ? 'goes on growing'
    : `settles at ${bytes(settled.reduce((sum, one) => sum + one, 0))}`;
  return disk === null ? settles : `${bytes(disk.usable)} free, ${settles}`;
}

/** What a topic comes to when as much goes as comes; infinite when nothing goes. */
function settledBytes(line: TopicLine): number {
  const { bytesADay, retentionMs, retentionBytes, cleanupPolicy, partitions, replication, bytes } = line;
  if (!bytesADay || !cleanupPolicy?.includes('delete')) return (bytes ?? 0) * (replication ?? 1);
  const byAge = retentionMs === null || retentionMs < 0 ? Infinity : (bytesADay * retentionMs) / DAY_MS;
  const bySize =
    retentionBytes === null || retentionBytes < 0 ? Infinity : retentionBytes * (partitions ?? 1);
  return Math.min(byAge, bySize) * (replication ?? 1);
}

function brokersWords(brokers: number | null): string {
  if (brokers === null) return '';
  return brokers === 1 ? 'one broker: a lost disk is a lost log' : `${brokers} brokers`;
}
