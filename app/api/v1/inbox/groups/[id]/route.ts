import { inboxGroup } from '@/app/_data/inbox';
import { answer } from '../../../answer';

/** A group with a page of its sources or devices, and its newest message; null where nothing of it waits any longer. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answer(async () => {
    const { searchParams } = new URL(request.url);
    const asked = Object.fromEntries(searchParams);
    return (await inboxGroup({ ...asked, id: (await params).id })) ?? null;
  }, 'The inbox can’t be read right now.');
}
