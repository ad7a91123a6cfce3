import { rehearsal } from '@/app/_data/rehearsal';
import { answer } from '../../answer';
import { jsonBody } from '../../json-body';

/** What a draft makes of the real messages of the last days: JSON lines, of progress and at last the report. Nothing is written. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const asked = await jsonBody(request);
    const left = new AbortController();
    const signal = AbortSignal.any([request.signal, left.signal]);
    return inLines(await rehearsal(asked, signal), left);
  }, 'The raw log can’t be read right now.');
}

function inLines(lines: AsyncIterable<object>, left: AbortController): Response {
  const encoder = new TextEncoder();
  const iterator = lines[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    cancel: () => left.abort(),
  });
  // Squeezed, a line would wait for those after it.
  const headers = { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store, no-transform' };
  return new Response(stream, { headers });
}
