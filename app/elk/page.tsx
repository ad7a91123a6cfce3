import type { Metadata } from 'next';
import { searchStatus } from '@/app/_data/search';
import { withSkeleton } from '@/app/with-skeleton';
import { ElkView } from '@/components/elk/elk-view';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { callOff, giveUp, intoKibana, keep, leave, save, test, tryAgain, writeAnew } from './actions';

export const metadata: Metadata = { title: 'ELK' };

const actions = { test, save, leave, keep, writeAnew, callOff, tryAgain, giveUp, intoKibana };

export default function ElkPage() {
  return withSkeleton(<PageSkeleton title="ELK" />, content);
}

async function content() {
  return <ElkView initial={await searchStatus()} actions={actions} />;
}
