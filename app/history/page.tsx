import type { Metadata } from 'next';
import { topicsHeard } from '@/app/_data/inbox';
import { sensors } from '@/app/_data/sensors';
import { HistoryView } from '@/components/history/history-view';
import { ColdHearth } from '@/components/sensors/cold-hearth';
import { PageHead } from '@/components/shell/page-head';

export const metadata: Metadata = { title: 'History' };

export default async function HistoryPage() {
  const list = await sensors();
  return (
    <>
      <PageHead title="History" />
      {list.sensors.length === 0 ? (
        <ColdHearth heard={await topicsHeard()} />
      ) : (
        <HistoryView initial={list} />
      )}
    </>
  );
}
