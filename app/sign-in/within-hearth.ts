const ANY = 'http://hearth.invalid';

/** Where somebody wanted to go, if it is a path of ours, else the first page: a link from elsewhere may name any address. */
export function withinHearth(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !URL.canParse(next, ANY)) return '/';
  // As a browser reads it: tabs and line ends vanish, backslashes are slashes.
  const { origin, pathname, search, hash } = new URL(next, ANY);
  return origin === ANY && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
