import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { topicReaders } from '@/app/_data/topic-readers';
import { ReadersView } from '@/components/topics/groups/readers-view';
import { KafkaAway } from '@/components/topics/kafka-away';
import { TopicHead } from '@/components/topics/topic-head';
import { type TopicProps, topicOf } from '../../topic-params';
import { dryRun, reset } from './actions';

export async function generateMetadata(props: TopicProps): Promise<Metadata> {
  return { title: `${await topicOf(props)}: partitions and lag` };
}

export default async function TopicPartitionsPage(props: TopicProps) {
  const topic = await topicOf(props);
  const readers = await topicReaders(topic);
  if (readers === undefined) notFound();
  return (
    <>
      <TopicHead topic={topic} tab="partitions" />
      {typeof readers === 'string' ? (
        <KafkaAway problem={readers} />
      ) : (
        <ReadersView topic={topic} initial={readers} actions={{ dryRun, reset }} />
      )}
    </>
  );
}
