import { z } from 'zod';
import { topicMessages } from '@/app/_data/topic-messages';
import { answer, Refusal } from '../../../answer';
import { jsonBody } from '../../../json-body';

const Whole = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Cursor = z.record(z.string().regex(/^\d{1,6}$/), Whole);
const LONGEST = 500;
const MOST = 500;

const From = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('newest') }),
  z.object({ mode: z.literal('oldest') }),
  z.object({ mode: z.literal('moment'), moment: Whole }),
  z.object({ mode: z.literal('offset'), offset: Whole }),
  z.object({ mode: z.enum(['older', 'newer']), cursor: Cursor }),
]);

const Asked = z.object({
  partition: Whole.optional(),
  limit: z.int().min(1).max(MOST).default(50),
  from: From,
  filter: z
    .object({
      text: z.string().max(LONGEST),
      key: z.string().max(LONGEST),
      header: z.string().max(LONGEST),
      pointer: z.string().max(LONGEST),
    })
    .partial()
    .default({}),
});

const AWAY = 'Kafka can’t be asked right now.';

/** A page of a topic's messages. The question is the body: where a look before ended can be long. */
export function POST(
  request: Request,
  { params }: { params: Promise<{ topic: string }> },
): Promise<Response> {
  return answer(async () => {
    const { partition, ...asked } = Asked.parse(await jsonBody(request));
    const topic = decodeURIComponent((await params).topic);
    const page = await topicMessages({ topic, partition, ...asked, filter: given(asked.filter) });
    if (page === undefined) throw new Refusal(404, 'Kafka has no such topic.');
    if (typeof page === 'string') throw new Refusal(400, page);
    return page;
  }, AWAY);
}

function given(filter: z.infer<typeof Asked>['filter']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
