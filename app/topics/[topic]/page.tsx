import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { topicPage } from '@/app/_data/topics';
import { DeletePanel } from '@/components/topics/delete-panel';
import { EmptyPanel } from '@/components/topics/empty-panel';
import { KafkaAway } from '@/components/topics/kafka-away';
import { StateBadge } from '@/components/topics/state-badge';
import { TopicEditor } from '@/components/topics/topic-editor';
import { TopicHead } from '@/components/topics/topic-head';
import { TopicNotices } from '@/components/topics/topic-notices';
import { UnmanagedSettings } from '@/components/topics/unmanaged-settings';
import { adopt, apply, cancelRemoval, empty, keepForNewTopic, leave, remove, resume, save } from '../actions';
import { type TopicProps, topicOf } from '../topic-params';

export async function generateMetadata(props: TopicProps): Promise<Metadata> {
  return { title: await topicOf(props) };
}

export default async function TopicPage(props: TopicProps) {
  const topic = await topicOf(props);
  const page = await topicPage(topic);
  if (page === undefined) notFound();
  if (typeof page === 'string') {
    return (
      <>
        <TopicHead topic={topic} tab="settings" />
        <KafkaAway problem={page} />
      </>
    );
  }
  const { wish, line } = page;
  return (
    <>
      <TopicHead topic={topic} tab="settings">
        <StateBadge line={line} />
      </TopicHead>
      {!line.isInternal && (
        <TopicNotices page={page} actions={{ adopt, leave, keepForNewTopic, resume, cancelRemoval }} />
      )}
      {wish === null ? (
        <UnmanagedSettings page={page} />
      ) : (
        <>
          <TopicEditor page={page} wish={wish} actions={{ save, apply }} />
          {!line.isOwn && (
            <div className="mt-3 grid items-start gap-3 desk:mt-4 desk:grid-cols-2 desk:gap-4">
              <EmptyPanel topic={topic} empty={empty} />
              <DeletePanel topic={topic} isProtected={wish.isProtected} remove={remove} leave={leave} />
            </div>
          )}
        </>
      )}
    </>
  );
}
