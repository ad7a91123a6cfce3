import { z } from 'zod';
import { recordsOf } from '@/app/_data/topics';
import { answer, Refusal } from '../../../answer';

const Before = z.coerce.number().int().min(0).max(8_640_000_000_000_000).optional();

/** What deleting messages of a topic would take: all, or those `before` a moment (ms since 1970). Nothing is deleted. */
export function GET(request: Request, { params }: { params: Promise<{ topic: string }> }): Promise<Response> {
  return answer(async () => {
    const before = Before.parse(new URL(request.url).searchParams.get('before') ?? undefined);
    const facts = await recordsOf(decodeURIComponent((await params).topic), before);
    if (facts === undefined) throw new Refusal(404, 'Kafka has no such topic.');
    return facts;
  }, 'Kafka can’t be asked right now.');
}
