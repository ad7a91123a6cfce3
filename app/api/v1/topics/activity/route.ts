import { z } from 'zod';
import { topicActivity } from '@/app/_data/topics';
import { answer } from '../../answer';

const MOST = 60;
const Names = z.array(z.string().min(1).max(249)).max(MOST);

/** Messages of each of the last 24 hours of some topics, `names`, comma-separated. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const names = (new URL(request.url).searchParams.get('names') ?? '').split(',').filter(Boolean);
    return topicActivity(Names.parse(names));
  }, 'Kafka can’t be asked right now.');
}
