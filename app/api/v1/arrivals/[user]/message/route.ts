import { newestMessage } from '@/app/_data/arrivals';
import { answer } from '../../../answer';

/** The newest message of one of its topics (`?topic=`), and what Hearth makes of it; null: none is in the newest of the log. */
export function GET(request: Request, { params }: { params: Promise<{ user: string }> }): Promise<Response> {
  const topic = new URL(request.url).searchParams.get('topic') ?? '';
  return answer(
    async () => (await newestMessage((await params).user, topic)) ?? null,
    'The log can’t be read right now.',
  );
}
