import { preview } from '@/app/_data/mappings';
import { answer } from '../../answer';
import { jsonBody } from '../../json-body';

/** What a draft of a mapping, and the version that it changes, make of the newest messages on the wire. Nothing is written. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => preview(await jsonBody(request)), 'The raw log can’t be read right now.');
}
