import { house } from '@/app/_data/house';
import { answer } from '../answer';
import { queryOf, Span } from '../sensors/series-query';

/** What the whole house took over a span, at most one row a pixel column, and since midnight. */
export function GET(request: Request): Promise<Response> {
  return answer(() => house(Span.parse(queryOf(request))));
}
