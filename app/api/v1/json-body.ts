import { Refusal } from './answer';

const LONGEST = 200_000;

/** The body of a request as JSON; a refusal for what is none, or longer than any question is. */
export async function jsonBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > LONGEST) throw new Refusal(400, 'The question is too long.');
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The question is no JSON.');
  }
}
