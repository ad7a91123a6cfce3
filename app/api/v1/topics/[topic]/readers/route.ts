import { topicReaders } from '@/app/_data/topic-readers';
import { answer, Refusal } from '../../../answer';

/** A topic's partitions and the groups that read it. */
export function GET(
  _request: Request,
  { params }: { params: Promise<{ topic: string }> },
): Promise<Response> {
  return answer(async () => {
    const readers = await topicReaders(decodeURIComponent((await params).topic));
    if (readers === undefined) throw new Refusal(404, 'Kafka has no such topic.');
    if (typeof readers === 'string') throw new Error(readers);
    return readers;
  }, 'Kafka can’t be asked right now.');
}
