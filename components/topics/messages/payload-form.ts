export type PayloadForm = 'json' | 'text' | 'hex';

/** Base64 as bytes. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The text that bytes are; undefined for bytes that are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON with a line for each value; undefined for what is none. Numbers stay as they are written. */
export function prettyJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return indented(text);
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Token by token: a number of thirty digits is not another one afterwards. */
function indented(text: string): string {
  let depth = 0;
  let out = '';
  const tokens = text.match(TOKEN) ?? [];
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [index, token] of tokens.entries()) {
    const isEmptied = token === '}' || token === ']' ? '{['.includes(tokens[index - 1] ?? ' ') : false;
    if (token === '}' || token === ']') {
      depth -= 1;
      out += isEmptied ? token : `${line()}${token}`;
    } else if (token === '{' || token === '[') {
      depth += 1;
      out += token;
      if (!'}]'.includes(tokens[index + 1] ?? ' ')) out += line();
    } else if (token === ',') out += `,${line()}`;
    else out += token === ':' ? ': ' : token;
  }
  return out;
}

const BYTES_A_LINE = 16;

/** Offsets, bytes and what of them is printable, sixteen a line. */
export function hexDump(bytes: Uint8Array, most: number): string {
  const shown = bytes.subarray(0, most);
  const lines: string[] = [];
  for (let at = 0; at < shown.length; at += BYTES_A_LINE) {
    const part = [...shown.subarray(at, at + BYTES_A_LINE)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(BYTES_A_LINE * 3 - 1)}  ${text}`);
  }
  return lines.join('\n');
}

/** How it is shown at first: what is JSON as that, what is text as that. */
export function firstForm(bytes: Uint8Array): PayloadForm {
  const text = textOf(bytes);
  if (text === undefined) return 'hex';
  return prettyJson(text) === undefined ? 'text' : 'json';
}
