import type { Metadata } from 'next';
import { pipeline } from '@/app/_data/pipeline';
import { withSkeleton } from '@/app/with-skeleton';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { PipelineView } from '@/components/status/pipeline-view';

export const metadata: Metadata = { title: 'Pipeline' };

export default function StatusPage() {
  return withSkeleton(<PageSkeleton title="Pipeline" />, content);
}

async function content() {
  return <PipelineView initial={await pipeline()} />;
}
