import type { SearchAction } from './document';

const MOST_ACTIONS = 2_000;
/** Of a request. */
export const MOST_CHARACTERS = 1_048_576;
/** An action's own line. */
const LINE_CHARACTERS = 200;

/** About what an action takes in a request. */
function charactersOf({ body }: SearchAction): number {
  return body.length + LINE_CHARACTERS;
}

/** Together they make one request; how often the server had no room for it. */
export interface Chunk {
  readonly actions: readonly SearchAction[];
  readonly pressed: number;
}

/** Up to 2,000 actions or about 1 MB each, in their order. */
export function chunksOf(actions: readonly SearchAction[]): Chunk[] {
  const chunks: SearchAction[][] = [];
  let open: SearchAction[] = [];
  let characters = 0;
  for (const action of actions) {
    const own = charactersOf(action);
    if (open.length >= MOST_ACTIONS || (open.length > 0 && characters + own > MOST_CHARACTERS)) {
      chunks.push(open);
      open = [];
      characters = 0;
    }
    open.push(action);
    characters += own;
  }
  if (open.length > 0) chunks.push(open);
  return chunks.map((own) => ({ actions: own, pressed: 0 }));
}

/** About what it takes as a request. */
export function sizeOf({ actions }: Chunk): number {
  return actions.reduce((sum, action) => sum + charactersOf(action), 0);
}

export function halvesOf({ actions, pressed }: Chunk): Chunk[] {
  const middle = actions.length >> 1;
  return [actions.slice(0, middle), actions.slice(middle)].map((own) => ({ actions: own, pressed }));
}

/** The body of a `_bulk` request. */
export function bulkBody(actions: readonly SearchAction[]): string {
  let text = '';
  for (const { kind, index, id, version, body } of actions) {
    text += `{"${kind}":{"_index":"${index}","_id":${JSON.stringify(id)},"version":${version},"version_type":"external_gte"}}\n`;
    if (kind === 'index') text += `${body}\n`;
  }
  return text;
}
