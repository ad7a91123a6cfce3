const CHARACTERS = 300;

/** As PostgreSQL takes it for text, and no longer than a line: names, ids and topics come from anybody. */
export function printable(text: string): string {
  // Half a surrogate pair is none either.
  const whole = Buffer.from(text)
    .toString()
    .replaceAll(/\p{Cc}/gu, '\ufffd');
  return whole.length <= CHARACTERS ? whole : [...whole].slice(0, CHARACTERS).join('');
}
