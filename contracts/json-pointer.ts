/** RFC 6901: which value of a JSON document is meant. */

export const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;

/** `a.b[0].c` or `$.a.b[0].c`, as people write paths. */
const DOTTED = /^[^.[\]/~]+(?:\.[^.[\]/~]+|\[\d+\])*$/;

/** A pointer as it is; a path such as `a.b[0].c` or `$.a.b` as the pointer it means; undefined for anything else. */
export function toPointer(path: string): string | undefined {
  if (POINTER.test(path)) return path;
  const dotted = path.replace(/^\$\./, '');
  if (!DOTTED.test(dotted)) return undefined;
  return `/${dotted.replace(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`;
}

/** The pointer's reference tokens, unescaped. */
export function pointerTokens(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
