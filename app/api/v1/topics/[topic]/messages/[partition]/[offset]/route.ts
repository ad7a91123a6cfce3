import { z } from 'zod';
import { topicMessage } from '@/app/_data/topic-messages';
import { answer, Refusal } from '../../../../../answer';

const Place = z.object({
  topic: z.string(),
  partition: z.coerce.number().int().min(0),
  offset: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});

/** A whole message, or why there is none at that offset. */
export function GET(
  _request: Request,
  { params }: { params: Promise<{ topic: string; partition: string; offset: string }> },
): Promise<Response> {
  return answer(async () => {
    const { topic, partition, offset } = Place.parse(await params);
    const message = await topicMessage(decodeURIComponent(topic), partition, offset);
    if (message === undefined) throw new Refusal(404, 'Kafka has no such topic or partition.');
    return message;
  }, 'Kafka can’t be asked right now.');
}
