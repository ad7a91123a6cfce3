import { inboxCount } from '@/app/_data/inbox';
import { answer } from '../../answer';

/** How many kinds of messages wait for somebody. */
export function GET(): Promise<Response> {
  return answer(inboxCount, 'The inbox can’t be read right now.');
}
