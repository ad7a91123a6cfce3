import { needAttention } from '@/app/_data/attention';
import { answer } from '../answer';

/** How much of the sensors page needs attention. */
export function GET(): Promise<Response> {
  return answer(async () => ({ count: await needAttention() }));
}
