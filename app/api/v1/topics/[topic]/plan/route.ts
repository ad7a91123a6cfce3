import { planOf } from '@/app/_data/topics';
import { answer, Refusal } from '../../../answer';

const LONGEST_DRAFT = 200_000;
const AWAY = 'Kafka can’t be asked right now.';

/** The way from what a topic is to a draft; nothing is saved. */
export function POST(
  request: Request,
  { params }: { params: Promise<{ topic: string }> },
): Promise<Response> {
  return answer(async () => {
    const { topic } = await params;
    return planOf(decodeURIComponent(topic), jsonOf(await request.text()));
  }, AWAY);
}

function jsonOf(text: string): unknown {
  if (text.length > LONGEST_DRAFT) throw new Refusal(400, 'The draft is too long.');
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The draft is no JSON.');
  }
}
