import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { topicReaders } from '@/app/_data/topic-readers';
import { KafkaAway } from '@/components/topics/kafka-away';
import { queryOf } from '@/components/topics/messages/message-query';
import { MessagesView } from '@/components/topics/messages/messages-view';
import { TopicHead } from '@/components/topics/topic-head';
import { type TopicProps, topicOf } from '../../topic-params';

export async function generateMetadata(props: TopicProps): Promise<Metadata> {
  return { title: `${await topicOf(props)}: messages` };
}

export default async function TopicMessagesPage(props: TopicProps) {
  const topic = await topicOf(props);
  const readers = await topicReaders(topic);
  if (readers === undefined) notFound();
  return (
    <>
      <TopicHead topic={topic} tab="messages" />
      {typeof readers === 'string' ? (
        <KafkaAway problem={readers} />
      ) : (
        <MessagesView topic={topic} initial={queryOf(await paramsOf(props))} />
      )}
    </>
  );
}

async function paramsOf({ searchParams }: TopicProps): Promise<URLSearchParams> {
  const given = Object.entries(await searchParams);
  return new URLSearchParams(
    given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
