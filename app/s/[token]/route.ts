import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { isSecure, SHARE_COOKIE, shareOf } from '@/app/_data/entering';

/** Lets whoever has the link look, in this browser, until it ends. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params;
  const share = await shareOf(token);
  if (share === undefined) redirect('/join/gone');
  const jar = await cookies();
  jar.set(SHARE_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(),
    expires: share.until,
  });
  redirect('/');
}
