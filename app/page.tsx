import type { Metadata } from 'next';
import { Suspense } from 'react';
import { whoMay } from '@/app/_data/asking';
import { home } from '@/app/_data/home';
import { topicsHeard } from '@/app/_data/inbox';
import { nowPage } from '@/app/_data/now-page';
import { NowView } from '@/components/now/now-view';
import { ColdHearth } from '@/components/sensors/cold-hearth';
import { HomeClock } from '@/components/shell/home-clock';
import { PageHead } from '@/components/shell/page-head';
import { mayDo } from '@/contracts/people';

export const metadata: Metadata = { title: 'Now' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NowPage({ searchParams }: Props) {
  const { range } = await searchParams;
  const [page, { timeZone }] = await Promise.all([
    nowPage(typeof range === 'string' ? range : undefined),
    home(),
  ]);
  const isCold = page.list.sensors.length === 0;
  return (
    <>
      <PageHead title="Now">
        <Suspense>
          <HomeClock serverTime={page.list.serverTime} timeZone={timeZone} />
        </Suspense>
      </PageHead>
      {isCold ? (
        <ColdHearth heard={await topicsHeard()} mayTeach={mayDo((await whoMay('look')).role, 'run')} />
      ) : (
        <NowView page={page} />
      )}
    </>
  );
}
