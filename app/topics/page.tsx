import { FileDown, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { topics } from '@/app/_data/topics';
import { withSkeleton } from '@/app/with-skeleton';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { TopicList } from '@/components/topics/topic-list';
import { ButtonLink } from '@/components/ui/button';
import { adopt } from './actions';

export const metadata: Metadata = { title: 'Kafka topics' };

export default function TopicsPage() {
  return withSkeleton(<PageSkeleton title="Kafka topics" />, content);
}

async function content() {
  const list = await topics();
  return (
    <>
      <PageHead title="Kafka topics" back={{ href: '/more', label: 'Back to more' }}>
        <span className="hidden text-ink-2 desk:inline">
          {clusterWords(list.topics.length, list.brokers)}
        </span>
        <span className="ml-auto flex gap-2.5 max-desk:order-last max-desk:ml-2">
          <ButtonLink href="/api/v1/topics/file" download="topics.json" className="max-desk:hidden">
            <FileDown size={16} strokeWidth={1.75} aria-hidden="true" />
            Export as file
          </ButtonLink>
          <ButtonLink href="/topics/new" look="primary">
            <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
            <span className="max-desk:sr-only">New topic</span>
          </ButtonLink>
        </span>
      </PageHead>
      <TopicList initial={list} adopt={adopt} />
    </>
  );
}

function clusterWords(count: number, brokers: number | null): string {
  if (brokers === null) return '';
  return `${count} topics on ${brokers === 1 ? 'one broker' : `${brokers} brokers`}`;
}
