import { preview } from '@/app/_data/mappings';
import { answer, Refusal } from '../../answer';

const MAX_BYTES = 100_000;

/** What a draft of a mapping makes of the newest messages on the wire. Nothing is written. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const text = await request.text();
    if (text.length > MAX_BYTES) throw new Refusal(400, 'A mapping has 100 kB at most.');
    if (!isObject(text)) throw new Refusal(400, 'A mapping is a JSON object.');
    return preview(text);
  });
}

function isObject(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json);
  } catch {
    return false;
  }
}
