import { inbox } from '@/app/_data/inbox';
import { answer } from '../answer';

/** What nobody has explained yet, and what was taught lately. */
export function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams.get('search') ?? undefined;
  return answer(() => inbox(search), 'The inbox can’t be read right now.');
}
