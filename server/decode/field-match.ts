import { trimPadding } from './trim-padding';

/** Whether texts at names are what a mapping wants: numbers and words as they would be written. */
export function fieldMatch(
  match: Readonly<Record<string, string | number | boolean | null>> | undefined,
): (textAt: (name: string) => string | undefined) => boolean {
  const wanted = Object.entries(match ?? {}).map(([name, value]) => ({ name, text: String(value) }));
  return (textAt) =>
    wanted.every(({ name, text }) => {
      const sent = textAt(name);
      return sent !== undefined && trimPadding(sent) === text;
    });
}
