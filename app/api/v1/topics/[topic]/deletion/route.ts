import { deletionOf } from '@/app/_data/topics';
import { answer, Refusal } from '../../../answer';

/** What deleting a topic takes, and whether it may be deleted. */
export function GET(
  _request: Request,
  { params }: { params: Promise<{ topic: string }> },
): Promise<Response> {
  return answer(async () => {
    const facts = await deletionOf(decodeURIComponent((await params).topic));
    if (facts === undefined) throw new Refusal(404, 'Kafka has no such topic.');
    return facts;
  }, 'Kafka can’t be asked right now.');
}
