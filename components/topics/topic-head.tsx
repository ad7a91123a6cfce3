import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHead } from '@/components/shell/page-head';

const TABS = [
  { id: 'settings', path: '', label: 'Settings' },
  { id: 'partitions', path: '/partitions', label: 'Partitions and lag' },
  { id: 'messages', path: '/messages', label: 'Messages' },
  { id: 'history', path: '/history', label: 'History' },
] as const;

export type TopicTab = (typeof TABS)[number]['id'];

/** Address of a topic's page; further parts begin with a slash. */
export function topicPath(topic: string, further = ''): string {
  return `/topics/${encodeURIComponent(topic)}${further}`;
}

/** The head of a topic's pages, with the way from one to another. */
export function TopicHead({
  topic,
  tab,
  children,
}: {
  topic: string;
  tab: TopicTab;
  /** Actions at the right. */
  children?: ReactNode;
}) {
  return (
    <>
      <PageHead
        title={topic}
        back={{ href: '/topics', label: 'Back to Kafka topics' }}
        crumb={<Link href="/topics">Kafka topics</Link>}
      >
        {children}
      </PageHead>
      <nav
        aria-label="Topic"
        className="mb-3 flex gap-5 overflow-x-auto border-b border-line whitespace-nowrap desk:mb-4"
      >
        {TABS.map(({ id, path, label }) => (
          <Link
            key={id}
            href={topicPath(topic, path)}
            prefetch={false}
            aria-current={id === tab ? 'page' : undefined}
            className="-mb-px flex h-11 items-center border-b-2 border-transparent font-medium text-ink-2 hover:text-ink aria-[current]:border-ink aria-[current]:font-semibold aria-[current]:text-ink desk:h-9"
          >
            {label}
          </Link>
        ))}
      </nav>
    </>
  );
}
