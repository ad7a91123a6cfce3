import { z } from 'zod';
import { isForbidden } from '@/app/is-forbidden';

/** What can't be served, in one sentence for whoever called. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 404,
    message: string,
  ) {
    super(message);
  }
}

/** JSON of what `read` gives, or the answer that it made itself; a refusal as its status, anything else as 503 and `away`: the caller may try again. */
export async function answer(
  read: () => Promise<unknown>,
  away = 'History can’t be read right now.',
): Promise<Response> {
  try {
    const given = await read();
    if (given instanceof Response) return given;
    return Response.json(given, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (isForbidden(error))
      return Response.json({ error: 'That is not for you: ask an admin of this home.' }, { status: 403 });
    if (error instanceof Refusal) return Response.json({ error: error.message }, { status: error.status });
    if (error instanceof z.ZodError) return Response.json({ error: explain(error) }, { status: 400 });
    console.error(error);
    return Response.json({ error: away }, { status: 503, headers: { 'retry-after': '1' } });
  }
}

function explain({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'The request can’t be read.' : `${issue.path.join('.')}: ${issue.message}`;
}
