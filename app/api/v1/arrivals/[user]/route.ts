import { progress } from '@/app/_data/arrivals';
import { answer, Refusal } from '../../answer';

/** How far a device that is being added has come. */
export function GET(_request: Request, { params }: { params: Promise<{ user: string }> }): Promise<Response> {
  return answer(async () => {
    const seen = await progress((await params).user);
    if (seen === undefined) throw new Refusal(404, 'No device is being added by that login.');
    return seen;
  }, 'What the broker has seen can’t be read right now.');
}
