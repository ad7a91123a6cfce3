import { inboxGroup } from '@/app/_data/inbox';
import { answer, Refusal } from '../../../answer';

/** A group with a page of its sources or devices, and its newest message. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const asked = Object.fromEntries(searchParams);
    const group = await inboxGroup({ ...asked, id: (await params).id });
    if (group === undefined) throw new Refusal(404, 'Nothing of it waits any longer.');
    return group;
  }, 'The inbox can’t be read right now.');
}
