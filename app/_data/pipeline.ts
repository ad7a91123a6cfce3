import 'server-only';
import type { PipelineReport } from '@/contracts/pipeline';
import { handedToPages } from '@/server/web/queries';

/** How the road from a sensor to a page is. */
export function pipeline(): Promise<PipelineReport> {
  return handedToPages().pipeline();
}
