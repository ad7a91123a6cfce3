import { documents } from '@/app/_data/search';
import { answer, Refusal } from '../../answer';
import { jsonBody } from '../../json-body';

/** The newest documents that match, from the search server itself. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const found = await documents(await jsonBody(request));
    if (found === undefined) throw new Refusal(404, 'There is no search server.');
    if ('refused' in found) throw new Refusal(400, found.refused.problem);
    return found.done;
  }, 'The search server can’t be asked right now.');
}
