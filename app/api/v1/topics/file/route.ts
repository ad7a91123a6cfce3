import { topicFile } from '@/app/_data/topics';
import { answer } from '../../answer';

/** What is wished of every managed topic, in the form that `npm run admin -- topic apply` reads. */
export async function GET(): Promise<Response> {
  const response = await answer(topicFile, 'The wishes can’t be read right now.');
  if (!response.ok) return response;
  const file = `${JSON.stringify(await response.json(), undefined, 2)}\n`;
  return new Response(file, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="topics.json"',
      'cache-control': 'no-store',
    },
  });
}
