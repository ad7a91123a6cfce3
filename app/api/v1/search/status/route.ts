import { searchStatus } from '@/app/_data/search';
import { answer } from '../../answer';

/** How readings get to the search server. */
export function GET(): Promise<Response> {
  return answer(() => searchStatus(), 'Hearth’s database can’t be asked right now.');
}
