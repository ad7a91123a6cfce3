import { troubledTopics } from '@/app/_data/topics';
import { answer } from '../../answer';

/** How many topics wait for somebody: what was changed elsewhere, is missing, or fights with another program. */
export function GET(): Promise<Response> {
  return answer(troubledTopics, 'The wishes can’t be read right now.');
}
