/** Where the browser keeps what is typed of a mapping, or of a new one by what it began with. */
export function keptPlace(mapping: number | { readonly sensor?: string; readonly topic?: string }): string {
  if (typeof mapping === 'number') return `hearth.mapping ${mapping}`;
  return `hearth.mapping new ${mapping.sensor} ${mapping.topic}`;
}
