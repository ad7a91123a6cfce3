import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { topicManaged, topicPast } from '@/app/_data/topics';
import { TopicHead } from '@/components/topics/topic-head';
import { TopicHistory } from '@/components/topics/topic-history';
import { save } from '../../actions';
import { type TopicProps, topicOf } from '../../topic-params';

export async function generateMetadata(props: TopicProps): Promise<Metadata> {
  return { title: `${await topicOf(props)}: history` };
}

export default async function TopicHistoryPage(props: TopicProps) {
  const topic = await topicOf(props);
  const [past, isManaged] = await Promise.all([topicPast(topic), topicManaged(topic)]);
  if (isManaged === undefined && past.events.length === 0) notFound();
  return (
    <>
      <TopicHead topic={topic} tab="history" />
      <TopicHistory topic={topic} past={past} isManaged={isManaged ?? false} save={save} />
    </>
  );
}
