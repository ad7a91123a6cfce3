import type { Metadata } from 'next';
import { whoMay } from '@/app/_data/asking';
import { topicsHeard } from '@/app/_data/inbox';
import { sensors } from '@/app/_data/sensors';
import { withSkeleton } from '@/app/with-skeleton';
import { HistoryView } from '@/components/history/history-view';
import { ColdHearth } from '@/components/sensors/cold-hearth';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { mayDo } from '@/contracts/people';

export const metadata: Metadata = { title: 'History' };

export default function HistoryPage() {
  return withSkeleton(<PageSkeleton title="History" />, content);
}

async function content() {
  const [{ role }, list] = await Promise.all([whoMay('look'), sensors()]);
  return (
    <>
      <PageHead title="History" />
      {list.sensors.length === 0 ? (
        <ColdHearth heard={await topicsHeard()} mayTeach={mayDo(role, 'run')} />
      ) : (
        <HistoryView initial={list} mayRun={mayDo(role, 'run')} />
      )}
    </>
  );
}
