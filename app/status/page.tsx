import type { Metadata } from 'next';
import { connection } from 'next/server';
import { pipeline } from '@/app/_data/pipeline';
import { PipelineView } from '@/components/status/pipeline-view';

export const metadata: Metadata = { title: 'Pipeline' };

export default async function StatusPage() {
  await connection();
  return <PipelineView initial={await pipeline()} />;
}
