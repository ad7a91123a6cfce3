import { ignored } from '@/app/_data/inbox';
import { answer } from '../../answer';

/** What nobody is asked about again. */
export function GET(): Promise<Response> {
  return answer(ignored, 'The inbox can’t be read right now.');
}
