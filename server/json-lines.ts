/** Where the values of a JSON text stand, for messages that name a line. Strict: what `JSON.parse` refuses, this refuses. */
export interface JsonLines {
  /** The line (from 1) of the value at a path, or of the nearest value around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

export class BadJson extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const SPACE = /[ \t\r\n]*/y;
const QUOTED = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const MAX_DEPTH = 100;

/** Throws `BadJson` with the line of the first thing that is no JSON. */
export function jsonLines(text: string): JsonLines {
  const lines = new Map<string, number>();
  new Scan(text, lines).document();
  return {
    lineOf: (path) => {
      for (let depth = path.length; depth > 0; depth -= 1) {
        const line = lines.get(keyOf(path.slice(0, depth)));
        if (line !== undefined) return line;
      }
      return lines.get(keyOf([])) ?? 1;
    },
  };
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

class Scan {
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(
    readonly text: string,
    readonly lines: Map<string, number>,
  ) {}

  document(): void {
    this.#value([]);
    if (this.#at < this.text.length) this.#fail('the end of the file');
  }

  #value(path: readonly string[]): void {
    this.#skip(SPACE);
    this.lines.set(keyOf(path), this.#here());
    if (path.length > MAX_DEPTH) this.#fail('fewer levels');
    if (this.#take('{')) this.#members(path);
    else if (this.#take('[')) this.#elements(path);
    else if (this.text[this.#at] === '"') this.#string();
    else if (!this.#skip(SCALAR)) this.#fail('a value');
    this.#skip(SPACE);
  }

  #members(path: readonly string[]): void {
    if (this.#take('}')) return;
    do {
      this.#skip(SPACE);
      const name = this.#string();
      if (!this.#take(':')) this.#fail('a colon');
      this.#value([...path, name]);
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail('a comma or }');
  }

  #elements(path: readonly string[]): void {
    if (this.#take(']')) return;
    let index = 0;
    do {
      this.#value([...path, String(index)]);
      index += 1;
    } while (this.#take(','));
    if (!this.#take(']')) this.#fail('a comma or ]');
  }

  #string(): string {
    const from = this.#at;
    if (!this.#skip(QUOTED)) this.#fail('a text in double quotes');
    try {
      return String(JSON.parse(this.text.slice(from, this.#at)));
    } catch {
      this.#at = from;
      return this.#fail('a text without control characters or unknown escapes');
    }
  }

  #take(character: string): boolean {
    this.#skip(SPACE);
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  /** The line of the present place: counted on from where it was asked last. */
  #here(): number {
    for (; this.#counted < this.#at; this.#counted += 1) {
      if (this.text[this.#counted] === '\n') this.#line += 1;
    }
    return this.#line;
  }

  #fail(expected: string): never {
    throw new BadJson(this.#here(), `not JSON: expected ${expected}`);
  }
}
