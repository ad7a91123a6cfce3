import { mosquittoFile } from '@/app/_data/logins';
import { answer } from '../../answer';

/** One of Mosquitto's two files, to be saved. */
export async function saved(which: 'password-file' | 'acl-file', name: string): Promise<Response> {
  let file = '';
  const read = await answer(async () => {
    file = await mosquittoFile(which);
    return {};
  }, 'The logins can’t be read right now.');
  if (!read.ok) return read;
  return new Response(file, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
