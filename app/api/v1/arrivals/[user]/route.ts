import { progress } from '@/app/_data/arrivals';
import { answer } from '../../answer';

/** How far a device that is being added has come; null: none is being added by that login. */
export function GET(_request: Request, { params }: { params: Promise<{ user: string }> }): Promise<Response> {
  return answer(
    async () => (await progress((await params).user)) ?? null,
    'What the broker has seen can’t be read right now.',
  );
}
