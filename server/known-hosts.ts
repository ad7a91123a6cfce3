const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Is a request for one of our names? A page elsewhere can point a name of its own at this machine (DNS rebinding) and would
 * then read what it likes: its requests carry that name. Ours are this machine's, and the public address.
 */
export function isForUs(host: string | undefined, publicUrl: string | undefined): boolean {
  const asked = nameOf(`http://${host ?? ''}`);
  if (asked === undefined) return false;
  return LOOPBACK.includes(asked) || (publicUrl !== undefined && asked === nameOf(publicUrl));
}

function nameOf(url: string): string | undefined {
  try {
    return new URL(url).hostname;
  } catch {
    return undefined;
  }
}
