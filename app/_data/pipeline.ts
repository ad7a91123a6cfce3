import 'server-only';
import type { PipelineReport } from '@/contracts/pipeline';
import { handedToPages } from '@/server/web/queries';
import { whoMay } from './asking';

/** How the road from a sensor to a page is. */
export async function pipeline(): Promise<PipelineReport> {
  await whoMay('run');
  return handedToPages().pipeline();
}
