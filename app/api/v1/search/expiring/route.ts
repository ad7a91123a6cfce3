import { z } from 'zod';
import { expiring } from '@/app/_data/search';
import { answer, Refusal } from '../../answer';

const Months = z.coerce.number().int().min(1).max(1_200);

/** What keeping these months alone would delete: `?months=12`. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const months = Months.parse(new URL(request.url).searchParams.get('months'));
    const found = await expiring(months);
    if (found === undefined) throw new Refusal(404, 'There is no search server.');
    if ('refused' in found) throw new Refusal(400, found.refused.problem);
    return found.done;
  }, 'The search server can’t be asked right now.');
}
