import type { Metadata } from 'next';
import { searchStatus } from '@/app/_data/search';
import { withSkeleton } from '@/app/with-skeleton';
import { ElkView } from '@/components/elk/elk-view';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import * as actions from './actions';

export const metadata: Metadata = { title: 'ELK' };

export default function ElkPage() {
  return withSkeleton(<PageSkeleton title="ELK" />, content);
}

async function content() {
  return <ElkView initial={await searchStatus()} actions={{ ...actions }} />;
}
