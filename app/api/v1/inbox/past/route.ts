import { past } from '@/app/_data/inbox';
import { answer } from '../../answer';
import { jsonBody } from '../../json-body';

/** What the messages that wait would become. Nothing is written. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => past(await jsonBody(request)), 'The raw log can’t be read right now.');
}
