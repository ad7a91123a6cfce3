import { pipeline } from '@/app/_data/pipeline';
import { answer } from '../answer';

/** How the road from a sensor to a page is, as this process sees it. */
export function GET(): Promise<Response> {
  return answer(pipeline);
}
