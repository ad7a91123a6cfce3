import { planOf } from '@/app/_data/topics';
import { answer } from '../../../answer';
import { jsonBody } from '../../../json-body';

const AWAY = 'Kafka can’t be asked right now.';

/** The way from what a topic is to a draft; nothing is saved. */
export function POST(
  request: Request,
  { params }: { params: Promise<{ topic: string }> },
): Promise<Response> {
  return answer(async () => {
    const { topic } = await params;
    return planOf(decodeURIComponent(topic), await jsonBody(request));
  }, AWAY);
}
