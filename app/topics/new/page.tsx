import type { Metadata } from 'next';
import Link from 'next/link';
import { topicGround } from '@/app/_data/topics';
import { PageHead } from '@/components/shell/page-head';
import { KafkaAway } from '@/components/topics/kafka-away';
import { NewTopic } from '@/components/topics/new-topic';
import { apply, save } from '../actions';

export const metadata: Metadata = { title: 'New topic' };

export default async function NewTopicPage() {
  const ground = await topicGround();
  return (
    <>
      <PageHead
        title="New topic"
        back={{ href: '/topics', label: 'Back to Kafka topics' }}
        crumb={<Link href="/topics">Kafka topics</Link>}
      />
      {typeof ground === 'string' ? (
        <KafkaAway problem={ground} />
      ) : (
        <NewTopic ground={ground} actions={{ save, apply }} />
      )}
    </>
  );
}
