import type { RehearsalLine } from '@/contracts/mapping-rehearsal';

/** The lines of a JSON-lines answer as they come; what follows the last end of line is no line yet. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<RehearsalLine> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
}
