import { rejected } from '@/app/_data/search';
import { answer, Refusal } from '../../answer';

/** Documents that the search server refused, newest first. */
export function GET(): Promise<Response> {
  return answer(async () => {
    const found = await rejected();
    if (found === undefined) throw new Refusal(404, 'There is no search server.');
    if ('refused' in found) throw new Refusal(400, found.refused.problem);
    return found.done;
  }, 'Hearth’s database can’t be asked right now.');
}
