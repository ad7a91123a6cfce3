import 'server-only';
import type { NowPageData } from '@/components/now/now-page-data';
import { rangeOf, spanRequest } from '@/components/sensor/ranges';
import { house } from './house';
import { sensors } from './sensors';

/** All of the page of the whole house. */
export async function nowPage(rangeId: string | undefined): Promise<NowPageData> {
  const range = rangeOf(rangeId);
  const [list, now] = await Promise.all([sensors(), house(spanRequest(range, Date.now()))]);
  return { list, house: now, rangeId: range.id };
}
